// The order of the stages, and nothing else: connection → envelope → authentication → filtering → policy → delivery.

import type { Log } from '#core/log.ts'
import { type SmtpReply, wholeReply } from '#core/smtp-reply.ts'
import { type AuthenticationParts, authenticate } from './authentication/authenticate.ts'
import { type DeliveryParts, deliver } from './delivery/deliver.ts'
import { closeEnvelope } from './envelope/close-envelope.ts'
import { type FilteringParts, filter } from './filtering/filter.ts'
import { decideForAll } from './policy/decide.ts'
import type { AcceptMessage, Received, Stopped } from './stages.ts'

export interface PipelineParts {
  readonly authentication: AuthenticationParts
  readonly filtering: FilteringParts
  readonly delivery: DeliveryParts
  readonly log: Log
}

export function inboundPipeline(parts: PipelineParts): AcceptMessage {
  return async (received) => {
    const enveloped = closeEnvelope(received)
    const authenticated = await authenticate(enveloped, parts.authentication)
    if (!authenticated.ok) return stopped(received, parts, authenticated.error)
    const filtered = await filter(authenticated.value, parts.filtering)
    if (!filtered.ok) return stopped(received, parts, filtered.error)
    const decided = decideForAll(filtered.value)
    return deliver(decided, parts.delivery)
  }
}

function stopped({ queueId }: Received, { log }: PipelineParts, { reply, reason }: Stopped): SmtpReply {
  log.info({ event: 'mail.stopped', queueId, reason, reply: wholeReply(reply) })
  return reply
}
