// What a message leaves in the trace that was turned away as a whole: the same for each mailbox, and no score.

import { isTemporary, wholeReply } from '#core/smtp/smtp-reply.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import { givenAddresses, messageTrace, type TracedMessage } from './message-trace.ts'
import type { Enveloped, Stopped } from './stages.ts'

export function refusedTraceEntries(
  mail: TracedMessage & Pick<Enveloped, 'targets'>,
  { reply, reason }: Stopped,
): readonly TraceEntry[] {
  const about = messageTrace(mail)
  const given = givenAddresses(mail.recipients)
  return mail.targets.map((target) => ({
    ...about,
    commune: target.commune,
    recipient: target.address,
    given: given(target),
    score: null,
    symbols: {},
    findings: [],
    outcome: isTemporary(reply) ? 'deferred' : 'refused',
    reason,
    reply: wholeReply(reply),
  }))
}
