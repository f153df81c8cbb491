// What the trace says of a message whoever its recipients are, at whatever stage its way ended.

import { contentBytes } from '#core/message-content.ts'
import type { TraceEntry } from '#core/trace.ts'
import type { Received, Verdict } from './stages.ts'

export type TracedMessage = Pick<
  Received,
  'queueId' | 'receivedAt' | 'client' | 'reversePath' | 'content'
> & {
  /** Missing when the message was never authenticated. */
  readonly verdict?: Verdict
}

type MessageTrace = Pick<
  TraceEntry,
  'at' | 'queueId' | 'client' | 'reversePath' | 'authorDomain' | 'bytes' | 'spf' | 'dkim' | 'dmarc' | 'arc'
>

const longestDkim = 500
/** Where a result would stand. */
const unchecked = 'unchecked'

export const messageTrace = (mail: TracedMessage): MessageTrace => ({
  at: mail.receivedAt,
  queueId: mail.queueId,
  client: mail.client.address,
  reversePath: mail.reversePath,
  authorDomain: mail.verdict?.fromDomain ?? null,
  bytes: contentBytes(mail.content),
  ...authentication(mail.verdict),
})

function authentication(verdict: Verdict | undefined): Pick<MessageTrace, 'spf' | 'dkim' | 'dmarc' | 'arc'> {
  if (verdict === undefined) return { spf: unchecked, dkim: unchecked, dmarc: unchecked, arc: unchecked }
  const { spf, dkim, dmarc, arc } = verdict
  const signatures = dkim.map(({ domain, result }) => `${domain}:${result}`).join(' ')
  return { spf, dkim: signatures.slice(0, longestDkim) || 'none', dmarc, arc }
}
