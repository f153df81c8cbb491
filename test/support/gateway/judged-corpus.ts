// The corpus of ordinary and fraudulent mail as our detectors see it, and how often they are right.

import type { CommuneId } from '#core/address/directory.ts'
import type { Domain } from '#core/address/email-address.ts'
import type { SuspicionMark } from '#core/message/findings.ts'
import { nothingObserved, type Observation } from '#daemons/rspamd/observation.ts'
import { suspicionsByCommune } from '#mail/inbound/filtering/suspicions/suspicions-by-commune.ts'
import { type Corpus, makeCorpus, tunedOn } from '#test/fixtures/fraud-corpus/corpus.ts'
import type { CorpusMessage } from '#test/fixtures/fraud-corpus/message.ts'
import { makeWorld, type World } from '#test/fixtures/fraud-corpus/world.ts'
import { filteredMessage } from './filtered-message.ts'
import { policyBook, policyOf } from './policy-book.ts'

/** Marks that accuse; the others only tell what everybody may see. */
export const accusations = [
  'borrowed-name',
  'look-alike-domain',
  'bank-details-change',
  'payment-pressure',
  'foreign-account',
  'invoice-outside-chorus',
] as const satisfies readonly SuspicionMark[]

export interface Judged {
  readonly message: CorpusMessage
  readonly marks: readonly SuspicionMark[]
  /** Ordinary mail that is accused, or an attack that is not seen for what it is. */
  readonly wrong: boolean
}

export interface JudgedCorpus {
  readonly ordinary: readonly Judged[]
  readonly attacks: readonly Judged[]
}

export const corpusSeed = 20_261_125

/** Other councils for texts that the detectors never met. */
const worldOfOthers = 58

export function judgedCorpus(seed = corpusSeed, families = tunedOn): JudgedCorpus {
  const world = makeWorld(families === tunedOn ? 21 : worldOfOthers)
  const corpus: Corpus = makeCorpus(world, seed, families)
  const judge = judgeIn(world)
  return {
    ordinary: corpus.ordinary.map((message) => {
      const marks = judge(message)
      return { message, marks, wrong: marks.some((mark) => accuses(mark)) }
    }),
    attacks: corpus.attacks.map((message) => {
      const marks = judge(message)
      return { message, marks, wrong: !marks.some((mark) => message.expected.includes(mark)) }
    }),
  }
}

/** One of each family before a second of any. */
export function worstCases(judged: readonly Judged[], count: number): readonly Judged[] {
  const wrong = judged.filter((one) => one.wrong)
  const rank = (one: Judged) =>
    wrong.filter(({ message }) => message.family === one.message.family).indexOf(one)
  return wrong.toSorted((one, other) => rank(one) - rank(other)).slice(0, count)
}

const accuses = (mark: SuspicionMark): boolean => accusations.some((each) => each === mark)

export const share = (judged: readonly Judged[], test: (one: Judged) => boolean): number =>
  judged.length === 0 ? 0 : judged.filter(test).length / judged.length

function judgeIn({ communes, departmentName, trustedDomains }: World) {
  const policies = communes.map(({ name, mayor, deputy, mayorsOwnAddress }) =>
    policyOf(name, {
      name,
      protectedNames: [
        { name: mayor, knownAddresses: [mayorsOwnAddress] },
        { name: deputy, knownAddresses: [] },
      ],
    }),
  )
  const hostedDomains = new Set(communes.map(({ domain }) => domain as Domain))
  const byName = new Map(policies.map((policy) => [policy.name, policy]))
  const book = {
    ...policyBook([], { departmentName, hostedDomains }),
    of: (commune: CommuneId) => byName.get(commune) ?? policyOf(commune),
  }
  return (message: CorpusMessage): readonly SuspicionMark[] => {
    const commune = message.commune as CommuneId
    const found = suspicionsByCommune({
      mail: filteredMessage({ author: message.from.address, verdict: { dmarc: message.dmarc } }),
      observation: observationOf(message),
      communes: [commune],
      knownTo: new Set(message.known ? [commune] : []),
      book,
      trustedDomains,
    })
    return (found.get(commune) ?? []).map(({ mark }) => mark)
  }
}

const observationOf = ({ from, replyTo, subject, text, attachments }: CorpusMessage): Observation => ({
  ...nothingObserved,
  from,
  replyTo,
  subject,
  text,
  attachments: attachments.map((file) => ({ ...file, detected: '', bytes: 1, marks: [] })),
})
