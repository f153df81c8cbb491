// Signs of fraud, and marks of protection, looked for once in the message and then against what each receiving commune is known by.

import type { CommuneId } from '#core/address/directory.ts'
import type { Suspicion } from '#core/message/findings.ts'
import type { PolicyBook } from '#core/policies/commune-policy.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import type { Authenticated, Verdict } from '../../stages.ts'
import { type Author, authorOf, domainOfAddress } from './author.ts'
import { borrowedName } from './borrowed-name.ts'
import { lookAlikeDomain } from './look-alike-domain.ts'
import { type MoneyMark, moneyMarks } from './money-marks.ts'
import { protectiveMarking } from './protective-marking.ts'
import { isRealCommune } from './real-communes.ts'
import { answersElsewhere } from './reply-to-elsewhere.ts'

export interface SuspicionsAbout {
  readonly mail: Pick<Authenticated, 'author' | 'verdict' | 'origin'>
  readonly observation: Observation
  readonly communes: readonly CommuneId[]
  /** Those that had mail from this author before. */
  readonly knownTo: ReadonlySet<CommuneId>
  readonly book: PolicyBook
  readonly trustedDomains: readonly string[]
}

/** None in what we wrote ourselves: it names nobody but us, and what it returns is the reader's own mail. */
export function suspicionsByCommune(about: SuspicionsAbout): ReadonlyMap<CommuneId, readonly Suspicion[]> {
  const { mail, observation, communes, book, trustedDomains } = about
  if (mail.origin === 'report') return new Map(communes.map((commune) => [commune, []]))
  const { hostedDomains } = book
  const author = authorOf(mail, observation, { hostedDomains, trustedDomains })
  const ofMessage = author.ours ? [] : signsOfMessage(about, author)
  return new Map(communes.map((commune) => [commune, ofCommune(about, { author, commune, ofMessage })]))
}

/** As if the answer had come that the author is missing; null when none is. */
export function suspicionsOnceProven(
  about: SuspicionsAbout,
): ReadonlyMap<CommuneId, readonly Suspicion[]> | null {
  const { verdict } = about.mail
  if (!verdict.mightYetBeProven || verdict.fromDomain === null) return null
  const proven: Verdict = {
    ...verdict,
    // Without a record there is nothing that could pass.
    dmarc: verdict.dmarc === 'fail' ? 'pass' : verdict.dmarc,
    authenticatedDomains: [...verdict.authenticatedDomains, verdict.fromDomain],
  }
  return suspicionsByCommune({ ...about, mail: { ...about.mail, verdict: proven } })
}

interface Sign extends Suspicion, Pick<MoneyMark, 'ofStrangers'> {}

function signsOfMessage(
  { observation, book, trustedDomains }: SuspicionsAbout,
  author: Author,
): readonly Sign[] {
  const { hostedDomains } = book
  const test = { hostedDomains, trustedDomains, isRealCommune }
  const lookAlike =
    lookAlikeDomain(author.domain, test) ?? lookAlikeDomain(domainOfAddress(observation.replyTo), test)
  const elsewhere = answersElsewhere(author, observation.replyTo)
  return [
    ...[lookAlike, elsewhere, protectiveMarking(observation)].flatMap((sign) =>
      sign === null ? [] : [{ ...sign, ofStrangers: false }],
    ),
    ...moneyMarks(observation).map((sign) => ({ ...sign, resembles: '' })),
  ]
}

interface Receiver {
  readonly author: Author
  readonly commune: CommuneId
  readonly ofMessage: readonly Sign[]
}

/**
 * A proven supplier who always sent invoices by mail goes on doing so: a warning each time would not be read for long.
 * Whose answers go elsewhere is a stranger again.
 */
function ofCommune(about: SuspicionsAbout, { author, commune, ofMessage }: Receiver): readonly Suspicion[] {
  const { observation, knownTo, book, trustedDomains } = about
  const known = knownTo.has(commune)
  const familiar = known && author.proven && !ofMessage.some(({ mark }) => mark === 'answers-elsewhere')
  const borrowed = borrowedName(
    { author, name: observation.from.name, known },
    {
      policy: book.of(commune),
      departmentName: book.departmentName,
      hostedDomains: book.hostedDomains,
      trustedDomains,
    },
  )
  return [
    ...(borrowed === null ? [] : [borrowed]),
    ...ofMessage
      .filter(({ ofStrangers }) => !(ofStrangers && familiar))
      .map(({ mark, resembles }) => ({ mark, resembles })),
    ...(known ? [] : [{ mark: 'first-contact' as const, resembles: '' }]),
  ]
}
