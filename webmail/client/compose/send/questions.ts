// What the server asks before a message leaves, in words: facts, and where in the message each can be mended.

import { holdsLink } from '../../sharing/link-html.ts'
import type { Words } from '../../words/fr.ts'
import type { Attachment, KeptFile } from '../attachments/attachments.ts'
import { type DraftContent, recipientFields, type SendingQuestion } from '../draft/draft.ts'
import { isAddress } from '../recipients/recipients.ts'

type Said = Words['compose']
export type Leak = Extract<SendingQuestion, { kind: 'leak' }>

/** What is asked, as a sentence. */
export function questionText(question: SendingQuestion, { questions, ...words }: Said): string {
  switch (question.kind) {
    case 'no-recipient':
    case 'no-subject':
      return questions[question.kind]
    case 'bad-address':
    case 'unknown-recipient':
    case 'outside-recipients':
      return questions[question.kind](question.addresses)
    case 'no-attachment':
      return questions['no-attachment'](question.word)
    case 'many-visible':
      return questions['many-visible'](question.count)
    case 'leak':
      return question.leaks.map((leak) => leakText(leak, { questions, ...words })).join(' ')
  }
}

function leakText({ leak, count, where }: Leak['leaks'][number], words: Said): string {
  const { questions, leaks, leakCount } = words
  const sentence = questions.leak(leakCount(leaks[leak], count))
  const place =
    where === 'subject' || where === 'body' || where === 'recipients'
      ? questions.where[where]
      : where === ''
        ? null
        : questions.where.file(where)
  // The text is where one looks first.
  return place === null || where === 'body' ? sentence : `${sentence.slice(0, -1)}, ${place}.`
}

export type FaultyField = 'to' | 'subject' | 'files' | 'body'

/** Where the focus goes for whoever mends it. */
export function faultyField(questions: readonly SendingQuestion[]): FaultyField {
  const [first] = [...questions].sort((one, other) => Number(other.final) - Number(one.final))
  switch (first?.kind) {
    case 'no-subject':
      return 'subject'
    case 'no-attachment':
      return 'files'
    case 'leak':
      return 'body'
    default:
      return 'to'
  }
}

/** Nothing but to change the message. */
export const isFinal = (questions: readonly SendingQuestion[]): boolean =>
  questions.some(({ final }) => final)

export const leakOf = (questions: readonly SendingQuestion[]): Leak | null =>
  questions.find((question) => question.kind === 'leak') ?? null

/** What is known before the server is asked. */
export function ownQuestions(content: DraftContent): readonly SendingQuestion[] {
  const everybody = recipientFields.flatMap((field) => content[field])
  const bad = everybody.map(({ address }) => address).filter((address) => !isAddress(address))
  if (everybody.length === 0) return [{ kind: 'no-recipient', final: true }]
  return bad.length > 0 ? [{ kind: 'bad-address', addresses: bad, final: true }] : []
}

/** What need not be asked: a link in the text gives the file that it announces. */
export const acceptedAtOnce = ({ html }: Pick<DraftContent, 'html'>): readonly SendingQuestion['kind'][] =>
  holdsLink(html) ? ['no-attachment'] : []

/** Addresses that were found wrong. */
export const wrongAddresses = (questions: readonly SendingQuestion[]): readonly string[] =>
  questions.flatMap((question) => (question.kind === 'unknown-recipient' ? question.addresses : []))

const inMessage: ReadonlySet<string> = new Set(['subject', 'body', 'recipients'])

/**
 * Files in which a leak was found, which may go by a link instead. None where somebody else decides whether it leaves at all: a
 * link would go past them.
 */
export function leakingFiles(
  questions: readonly SendingQuestion[],
  files: readonly Attachment[],
): readonly KeptFile[] {
  const leak = leakOf(questions)
  if (leak === null || leak.action === 'hold' || leak.action === 'refuse') return []
  const names = new Set(leak.leaks.map(({ where }) => where).filter((where) => !inMessage.has(where)))
  return files.filter((file) => file.state === 'kept').filter(({ name }) => names.has(name))
}
