// What may leak in one message, part by part, so that whoever waits for it knows how far it came. Values are in memory while
// their message is looked at; what comes out is kind, number and place.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { LeakFinding, LeakKind, LeakPlace } from '#core/policies/leak.ts'
import { ibans, ribs } from './detect/accounts.ts'
import { card } from './detect/card.ts'
import { civilStatus } from './detect/civil-status.ts'
import type { Detector, Value } from './detect/detector.ts'
import { hasPrivateKey } from './detect/file-kind.ts'
import { identityPaperNamed, identityPapers } from './detect/identity-paper.ts'
import { markingNamed, markings, markingsOfSubject } from './detect/markings.ts'
import { nir } from './detect/nir.ts'
import { visibleRecipients } from './detect/visible-recipients.ts'
import { type AttachedFile, type Budget, fullBudget } from './read/budget.ts'
import { readFile } from './read/file-text.ts'
import { type MessageParts, messageParts } from './read/message-parts.ts'

export type PartReport =
  /** All that will be looked at, in this order; first of all. */
  | { readonly kind: 'parts'; readonly places: readonly LeakPlace[] }
  /** What the next of them holds. */
  | { readonly kind: 'part'; readonly findings: readonly LeakFinding[] }

/** `inside`: the domains whose addresses are no leak in To and Cc. */
export async function* findLeaksIn(
  content: Uint8Array,
  inside: ReadonlySet<string>,
): AsyncGenerator<PartReport> {
  const budget = fullBudget()
  const parts = await messageParts(content, budget)
  if (parts === null) {
    yield { kind: 'parts', places: [{ part: 'body' }] }
    yield { kind: 'part', findings: [{ kind: 'unreadable-file', count: 1, where: { part: 'body' } }] }
    return
  }
  const places = placesOf(parts)
  const tally = new Tally()
  yield { kind: 'parts', places }
  for (const [index, where] of places.entries()) {
    const file = parts.files[index - 3]
    const values = file === undefined ? inMessage(parts, where, inside) : await inFile(file, budget)
    yield { kind: 'part', findings: tally.new(values, where) }
  }
}

const placesOf = ({ files }: MessageParts): readonly LeakPlace[] => [
  { part: 'recipients' },
  { part: 'subject' },
  { part: 'body' },
  ...files.map(({ name }) => ({ part: 'attachment', name: safeFileName(name) }) as const),
]

const inText: readonly Detector[] = [nir, ibans, ribs, card, civilStatus, identityPapers]

function valuesOf(written: string, marked: Detector): readonly Value[] {
  const text = { written, plain: confusableSkeleton(written) }
  const values = [...inText, marked].flatMap((detector) => detector(text))
  return hasPrivateKey(written) ? [...values, { kind: 'key-file', value: 'pasted' }] : values
}

function inMessage(parts: MessageParts, { part }: LeakPlace, inside: ReadonlySet<string>): readonly Value[] {
  if (part === 'subject') return valuesOf(parts.subject, markingsOfSubject)
  if (part === 'body') {
    const { texts, kinds } = parts.body
    return [
      ...texts.flatMap((text) => valuesOf(text, markings)),
      ...kinds.map((kind) => ({ kind, value: 'body' })),
    ]
  }
  const open = visibleRecipients(parts.shownRecipients, inside)
  return Array.from({ length: open }, (_, index) => ({ kind: 'open-recipients', value: String(index) }))
}

async function inFile(file: AttachedFile, budget: Budget): Promise<readonly Value[]> {
  const { texts, kinds } = await readFile(file, budget)
  const words = file.name.replace(/[_.]+/g, ' ')
  const named = [identityPaperNamed(file.name), markingNamed(file.name)].filter((value) => value !== null)
  return [
    ...named,
    ...valuesOf(words, () => []),
    ...texts.flatMap((text) => valuesOf(text, markings)),
    // Two files of one name are two files.
    ...kinds.map((kind, index) => ({ kind, value: `${file.name}\n${file.content.length}\n${index}` })),
  ]
}

/** Each value once in a message, where it was met first; an account as IBAN and as RIB is one account. */
class Tally {
  readonly #met = new Set<string>()

  new(values: readonly Value[], where: LeakPlace): readonly LeakFinding[] {
    const counts = new Map<LeakKind, number>()
    for (const { kind, value } of values) {
      const key = `${kind === 'rib' ? 'iban' : kind} ${value}`
      if (this.#met.has(key)) continue
      this.#met.add(key)
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
    return Array.from(counts, ([kind, count]) => ({ kind, count, where }))
  }
}

// The name of a file as a finding may say it: short, and without digits when they could be somebody's number.

const longest = 100
/** A social security number without its key has 13, a card 14 or more, an account 23. */
const mostDigits = 12

function safeFileName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
  const digits = visible.match(/\d/g)?.length ?? 0
  const bare = digits > mostDigits ? visible.replace(/\d/g, '•') : visible
  const signs = [...bare]
  // The end says what the file is.
  return signs.length <= longest ? bare : `…${signs.slice(1 - longest).join('')}`
}
