// The order of the stages, and nothing else: connection → envelope → authentication → filtering → policy → delivery.

import type { Log } from '#core/log.ts'
import { type SmtpReply, wholeReply } from '#core/smtp/smtp-reply.ts'
import type { Trace } from '#core/trace/trace.ts'
import { type AuthenticationParts, authenticate } from './authentication/authenticate.ts'
import { queuedMailVerdict } from './authentication/queued-mail-verdict.ts'
import { type DeliveryParts, deliver } from './delivery/deliver.ts'
import { beginDelivery } from './delivery/early-delivery.ts'
import { closeEnvelope, type EnvelopeParts } from './envelope/close-envelope.ts'
import { beginEarlyScan, type EarlyScan } from './filtering/early-scan.ts'
import { type FilteringParts, filter } from './filtering/filter.ts'
import type { TracedMessage } from './message-trace.ts'
import { decideForAll } from './policy/decide-for-all.ts'
import { refusedTraceEntries } from './refused-trace-entries.ts'
import type { AcceptMessage, Authenticated, Enveloped, Stopped } from './stages.ts'

export interface PipelineParts {
  readonly envelope: EnvelopeParts
  readonly authentication: AuthenticationParts
  readonly filtering: FilteringParts
  readonly delivery: DeliveryParts
  readonly trace: Trace
  readonly log: Log
}

export function inboundPipeline(parts: PipelineParts): AcceptMessage {
  return async (received) => {
    const enveloped = closeEnvelope(received, parts.envelope)
    using scan = beginEarlyScan(enveloped, parts.filtering)
    const authenticated = await authenticate(enveloped, parts.authentication)
    if (!authenticated.ok) return stopped(enveloped, parts, authenticated.error)
    return await fromFiltering(authenticated.value, scan, parts)
  }
}

/** For what comes out of our own queue: who wrote it signed in and was asked for the right to, or a mailbox of ours sent it on. */
export function ownMailPipeline(
  parts: Omit<PipelineParts, 'authentication'>,
  authservId: string,
): AcceptMessage {
  return async (received) => {
    const enveloped = closeEnvelope(received, parts.envelope)
    using scan = beginEarlyScan(enveloped, parts.filtering)
    return await fromFiltering(queuedMailVerdict(enveloped, authservId), scan, parts)
  }
}

async function fromFiltering(
  authenticated: Authenticated,
  scan: EarlyScan,
  parts: Omit<PipelineParts, 'authentication'>,
): Promise<SmtpReply> {
  using begun = beginDelivery(authenticated, parts.delivery)
  const filtered = await filter(authenticated, scan, parts.filtering)
  if (!filtered.ok) return stopped(authenticated, parts, filtered.error)
  return await deliver(decideForAll(filtered.value), begun, parts.delivery)
}

function stopped(
  mail: TracedMessage & Pick<Enveloped, 'targets'>,
  { log, trace }: Pick<PipelineParts, 'log' | 'trace'>,
  why: Stopped,
): SmtpReply {
  const { queueId } = mail
  log.info({ event: 'mail.stopped', queueId, reason: why.reason, reply: wholeReply(why.reply) })
  trace.add(refusedTraceEntries(mail, why))
  return why.reply
}
