// What a person is asked before a message leaves: facts about it, each of which they change or go past. Pure.

import type { z } from 'zod'
import type { Domain } from '#core/address/email-address.ts'
import { domainOf, type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import type { LeakDecision, LeakFinding } from '#core/policies/leak.ts'
import type { Justification } from '#core/policies/leak-justification.ts'
import type { sendingQuestion } from '../../contract/outbox.ts'
import { announcedAttachment } from './mentions-attachment.ts'

export type SendingQuestion = z.output<typeof sendingQuestion>

export interface AboutToSend {
  /** As they were typed. */
  readonly visible: readonly string[]
  readonly blind: readonly string[]
  readonly subject: string
  /** What was written, without what is quoted. */
  readonly text: string
  readonly hasFiles: boolean
  /** It answers a message that was among those of the département's communes. */
  readonly amongUs: boolean
  readonly inside: ReadonlySet<Domain>
  /** Of a domain of ours, and nobody's. */
  readonly unknown: readonly EmailAddress[]
}

/** From so many on, who sees whom is worth a word. */
const mostVisible = 20

export function questionsAbout(message: AboutToSend): readonly SendingQuestion[] {
  const { visible, blind, subject, text, hasFiles, amongUs, inside, unknown } = message
  const all = [...visible, ...blind]
  const bad = all.filter((each) => !parseEmailAddress(each).ok)
  const word = hasFiles ? null : announcedAttachment(text)
  const outside = outsideOf(all, inside)
  const seen = outsideOf(visible, inside).length
  const questions: (SendingQuestion | null)[] = [
    all.length === 0 ? { kind: 'no-recipient', final: true } : null,
    bad.length > 0 ? { kind: 'bad-address', addresses: bad, final: true } : null,
    unknown.length > 0 ? { kind: 'unknown-recipient', addresses: [...unknown], final: true } : null,
    subject.trim() === '' ? { kind: 'no-subject', final: false } : null,
    word === null ? null : { kind: 'no-attachment', word, final: false },
    amongUs && outside.length > 0 ? { kind: 'outside-recipients', addresses: outside, final: false } : null,
    seen > mostVisible ? { kind: 'many-visible', count: seen, final: false } : null,
  ]
  return questions.filter((question) => question !== null)
}

function outsideOf(addresses: readonly string[], inside: ReadonlySet<Domain>): string[] {
  const outside = addresses.filter((each) => {
    const read = parseEmailAddress(each)
    return read.ok && !inside.has(domainOf(read.value))
  })
  return [...new Set(outside)]
}

/** Null where it may leave without a word. Never the value that was found. */
export function leakQuestion(
  findings: readonly LeakFinding[],
  { action }: LeakDecision,
): Extract<SendingQuestion, { kind: 'leak' }> | null {
  if (action === 'allow') return null
  const leaks = findings.map(({ kind, count, where }) => ({
    ...{ leak: kind, count },
    where: where.part === 'attachment' ? where.name : where.part,
  }))
  return { kind: 'leak', leaks, action, final: action === 'refuse' }
}

export interface GoneBy {
  readonly accepted: ReadonlySet<string>
  readonly justification: Justification | null
}

/** Those that stay: what is final, and what its author has not gone past. */
export const leftOf = (
  questions: readonly SendingQuestion[],
  { accepted, justification }: GoneBy,
): readonly SendingQuestion[] =>
  questions.filter((question) => {
    if (question.final) return true
    return question.kind === 'leak' && question.action === 'justify'
      ? justification === null
      : !accepted.has(question.kind)
  })
