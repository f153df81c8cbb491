// Signs of fraud, looked for once in the message and then against what each receiving commune is known by.

import type { PolicyBook } from '#core/commune-policy.ts'
import type { CommuneId } from '#core/directory.ts'
import type { Suspicion } from '#core/findings.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import type { Authenticated } from '../../stages.ts'
import { answersElsewhere } from './answers-elsewhere.ts'
import { type Author, authorOf, domainOfAddress } from './author.ts'
import { borrowedName } from './borrowed-name.ts'
import { lookAlikeDomain } from './look-alike-domain.ts'
import { moneyMarks } from './money-marks.ts'
import { isRealCommune } from './real-communes.ts'

export interface SuspicionsAbout {
  readonly mail: Pick<Authenticated, 'author' | 'verdict'>
  readonly observation: Observation
  readonly communes: readonly CommuneId[]
  /** Those that had mail from this author before. */
  readonly knownTo: ReadonlySet<CommuneId>
  readonly book: PolicyBook
  readonly trustedDomains: readonly string[]
}

export function suspicionsByCommune(about: SuspicionsAbout): ReadonlyMap<CommuneId, readonly Suspicion[]> {
  const { mail, observation, communes, book, trustedDomains } = about
  const { hostedDomains } = book
  const author = authorOf(mail, observation, { hostedDomains, trustedDomains })
  const ofMessage = author.ours ? [] : suspicionsOfMessage(about, author)
  return new Map(communes.map((commune) => [commune, ofCommune(about, { author, commune, ofMessage })]))
}

function suspicionsOfMessage(
  { observation, book, trustedDomains }: SuspicionsAbout,
  author: Author,
): readonly Suspicion[] {
  const { hostedDomains } = book
  const test = { hostedDomains, trustedDomains, isRealCommune }
  const lookAlike =
    lookAlikeDomain(author.domain, test) ?? lookAlikeDomain(domainOfAddress(observation.replyTo), test)
  const elsewhere = answersElsewhere(author, observation.replyTo)
  return [
    ...(lookAlike === null ? [] : [lookAlike]),
    ...(elsewhere === null ? [] : [elsewhere]),
    ...moneyMarks(observation).map((mark) => ({ mark, resembles: '' })),
  ]
}

interface Receiver {
  readonly author: Author
  readonly commune: CommuneId
  readonly ofMessage: readonly Suspicion[]
}

/** A proven supplier who always sent invoices by mail goes on doing so: a warning each time would not be read for long. */
function ofCommune(about: SuspicionsAbout, { author, commune, ofMessage }: Receiver): readonly Suspicion[] {
  const { observation, knownTo, book, trustedDomains } = about
  const known = knownTo.has(commune)
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
    ...ofMessage.filter(({ mark }) => !(mark === 'invoice-outside-chorus' && known && author.proven)),
    ...(known ? [] : [{ mark: 'first-contact' as const, resembles: '' }]),
  ]
}
