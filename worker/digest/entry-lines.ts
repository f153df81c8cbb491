// What both forms of a digest say of one message, in the same order.

import { showDay, showInstant } from '#core/format-instant.ts'
import { reasonTexts } from '#core/trace/reason-text.ts'
import type { Digest, DigestEntry } from './digest.ts'
import { showSize } from './show-size.ts'
import type { DigestWords } from './words.ts'

export interface EntryLine {
  readonly label: string
  readonly value: string
  /** A stranger wrote it. */
  readonly foreign?: true
}

export function entryLines(
  entry: DigestEntry,
  { linked }: Pick<Digest, 'linked'>,
  words: DigestWords,
): readonly EntryLine[] {
  const { labels, language } = words
  const reasons: Readonly<Record<string, string>> = reasonTexts[language]
  return [
    { label: labels.subject, value: entry.subject === '' ? words.noSubject : entry.subject, foreign: true },
    { label: labels.reason, value: reasons[entry.reason] ?? entry.reason },
    { label: labels.recipient, value: entry.recipient },
    { label: labels.received, value: showInstant(entry.since, language) },
    { label: labels.size, value: showSize(entry.bytes, words) },
    { label: labels.until, value: showDay(entry.deletedAt, language) },
    ...(linked ? [] : [{ label: labels.reference, value: entry.queueId }]),
  ]
}

/** A virus, above all: only the département may hand that out. */
export const isNotFromHere = ({ actions }: DigestEntry): boolean =>
  !actions.some(({ action }) => action === 'release')
