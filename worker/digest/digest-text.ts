// A digest as plain text. Pure.

import type { Digest, DigestEntry, Entries } from './digest.ts'
import { entryLines, isNotFromHere } from './entry-lines.ts'
import type { DigestWords } from './words.ts'

/** Lines end in LF. */
export function digestText(digest: Digest, words: DigestWords): string {
  const { fresh, soon, linked } = digest
  const count = fresh.shown.length + fresh.more
  const paragraphs = [
    words.greeting(digest.name),
    [words.opening(count), words.ending(count)].join('\n'),
    ...(linked ? [] : [words.askTheTeam]),
    ...listed(fresh, { digest, words, first: 1 }),
    ...(soon.shown.length === 0 ? [] : soonParagraphs(digest, words)),
    words.doubt,
    ...(linked ? [words.linksAreYours] : []),
    words.closing,
    `-- \n${words.teamOf(digest.department)}`,
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function soonParagraphs(digest: Digest, words: DigestWords): readonly string[] {
  const { soon, fresh } = digest
  const count = soon.shown.length + soon.more
  const title = words.soonTitle(count)
  const opening = `${title}\n${'-'.repeat(title.length)}\n${words.soonOpening(count)}`
  return [opening, ...listed(soon, { digest, words, first: fresh.shown.length + 1 })]
}

interface Listed {
  readonly digest: Digest
  readonly words: DigestWords
  /** The number of the first entry. */
  readonly first: number
}

function listed({ shown, more }: Entries, { digest, words, first }: Listed): readonly string[] {
  return [
    ...shown.map((entry, index) => entryText(entry, { digest, words, number: first + index })),
    ...(more === 0 ? [] : [words.more(more)]),
  ]
}

interface Regarding {
  readonly digest: Digest
  readonly words: DigestWords
  readonly number: number
}

function entryText(entry: DigestEntry, { digest, words, number }: Regarding): string {
  const lines = [
    ...entryLines(entry, digest, words).map(({ label, value }) => `${label}${words.colon}${value}`),
    ...(isNotFromHere(entry) ? [words.notFromHere] : []),
    ...entry.actions.flatMap(({ action, url }) =>
      url === null ? [] : [`${words.actions[action]}${words.colon.trimEnd()}`, `  ${url}`],
    ),
  ]
  return [`${number}. ${sender(entry, words)}`, ...lines.map((line) => `   ${line}`)].join('\n')
}

function sender({ senderName, senderAddress }: DigestEntry, { unknownSender }: DigestWords): string {
  const address = senderAddress === '' ? '' : `<${senderAddress}>`
  return [senderName, address].filter((part) => part !== '').join(' ') || unknownSender
}
