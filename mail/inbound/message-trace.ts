// What the trace says of a message whoever its recipients are, at whatever stage its way ended.

import type { RecipientTarget } from '#core/address/directory.ts'
import { contentBytes } from '#core/message/message-content.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import type { AdmittedRecipient, Received, Verdict } from './stages.ts'

export type TracedMessage = Pick<
  Received,
  'queueId' | 'receivedAt' | 'client' | 'reversePath' | 'content' | 'recipients'
> & {
  /** Missing when the message was never authenticated. */
  readonly verdict?: Verdict
}

type MessageTrace = Pick<
  TraceEntry,
  'at' | 'queueId' | 'client' | 'reversePath' | 'authorDomain' | 'bytes' | 'spf' | 'dkim' | 'dmarc' | 'arc'
>

const longestDkim = 500
/** Of what led to one mailbox: whoever names more looks for none of them. */
const mostGiven = 20
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

/** By mailbox. One row says all ways to it, or a message to twenty aliases of one mailbox would seem to be twenty. */
export function givenAddresses(
  recipients: readonly AdmittedRecipient[],
): (reached: RecipientTarget) => readonly string[] {
  const ways = new Map<string, Set<string>>()
  for (const { given, targets } of recipients)
    for (const target of targets) {
      const known = ways.get(reachedOf(target)) ?? new Set()
      if (known.size < mostGiven) ways.set(reachedOf(target), known.add(given.toLowerCase()))
    }
  return (target) => {
    const given = [...(ways.get(reachedOf(target)) ?? [])]
    return given.every((each) => each === target.address.toLowerCase()) ? [] : given
  }
}

/** What a mailbox sends on came to it by the same ways. */
const reachedOf = (target: RecipientTarget): string =>
  target.kind === 'return' ? target.address : target.mailbox

function authentication(verdict: Verdict | undefined): Pick<MessageTrace, 'spf' | 'dkim' | 'dmarc' | 'arc'> {
  if (verdict === undefined) return { spf: unchecked, dkim: unchecked, dmarc: unchecked, arc: unchecked }
  const { spf, dkim, dmarc, arc } = verdict
  const signatures = dkim.map(({ domain, result }) => `${domain}:${result}`).join(' ')
  return { spf, dkim: signatures.slice(0, longestDkim) || 'none', dmarc, arc }
}
