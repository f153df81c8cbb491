// The order of the stages, and nothing else: connection → envelope → authentication → filtering → policy → delivery.

import type { Log } from '#core/log.ts'
import { type SmtpReply, wholeReply } from '#core/smtp-reply.ts'
import type { Trace } from '#core/trace.ts'
import { type AuthenticationParts, authenticate } from './authentication/authenticate.ts'
import { type DeliveryParts, deliver } from './delivery/deliver.ts'
import { closeEnvelope } from './envelope/close-envelope.ts'
import { beginScan } from './filtering/begun-scan.ts'
import { type FilteringParts, filter } from './filtering/filter.ts'
import type { TracedMessage } from './message-trace.ts'
import { decideForAll } from './policy/decide.ts'
import type { AcceptMessage, Enveloped, Stopped } from './stages.ts'
import { stoppedEntries } from './stopped-entries.ts'

export interface PipelineParts {
  readonly authentication: AuthenticationParts
  readonly filtering: FilteringParts
  readonly delivery: DeliveryParts
  readonly trace: Trace
  readonly log: Log
}

export function inboundPipeline(parts: PipelineParts): AcceptMessage {
  return async (received) => {
    const enveloped = closeEnvelope(received)
    using scan = beginScan(enveloped, parts.filtering)
    const authenticated = await authenticate(enveloped, parts.authentication)
    if (!authenticated.ok) return stopped(enveloped, parts, authenticated.error)
    const filtered = await filter(authenticated.value, scan, parts.filtering)
    if (!filtered.ok) return stopped(authenticated.value, parts, filtered.error)
    const decided = decideForAll(filtered.value)
    return await deliver(decided, parts.delivery)
  }
}

function stopped(
  mail: TracedMessage & Pick<Enveloped, 'targets'>,
  { log, trace }: PipelineParts,
  why: Stopped,
): SmtpReply {
  const { queueId } = mail
  log.info({ event: 'mail.stopped', queueId, reason: why.reason, reply: wholeReply(why.reply) })
  trace.add(stoppedEntries(mail, why))
  return why.reply
}
