// The order of the stages, and nothing else: submission → clean-up → checks → lines → signing → queue.

import type { MailQueue } from '#core/queue/queued-mail.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { Trace } from '#core/trace/trace.ts'
import type { Signing } from '../signing/sign.ts'
import { type CheckParts, check } from './checks/checks.ts'
import { enqueue } from './enqueue.ts'
import { fitSubmission } from './fit-submission.ts'
import { acceptedEntries, stoppedEntries } from './message-trace.ts'
import { signSubmission } from './sign-submission.ts'
import type { AcceptSubmission, Stopped, Submitted } from './stages.ts'
import { type CleanUpParts, cleanUp } from './submission/clean-up.ts'

export interface OutboundParts {
  readonly cleanUp: CleanUpParts
  readonly checks: CheckParts
  readonly signing: Signing
  readonly queue: MailQueue
  readonly trace: Trace
}

/** Rejects when the database or the keys cannot be asked: nothing is accepted then. */
export function outboundPipeline(parts: OutboundParts): AcceptSubmission {
  return async (submitted) => {
    const cleaned = cleanUp(submitted, parts.cleanUp)
    if (!cleaned.ok) return stopped(submitted, parts, cleaned.error)
    const checked = await check(cleaned.value, parts.checks)
    if (!checked.ok) return stopped(submitted, parts, checked.error)
    const fitted = await fitSubmission(checked.value)
    if (!fitted.ok) return stopped(submitted, parts, fitted.error)
    const signed = await signSubmission(fitted.value, parts.signing)
    const reply = await enqueue(signed, parts.queue)
    parts.trace.add(acceptedEntries(signed, reply))
    return reply
  }
}

function stopped(mail: Submitted, { trace }: OutboundParts, why: Stopped): SmtpReply {
  trace.add(stoppedEntries(mail, why))
  return why.reply
}
