// What a message of ours leaves in the trace when it is taken, or is not: one entry for each recipient, as its commune sees it.

import { domainOf, parseEmailAddress } from '#core/address/email-address.ts'
import { contentBytes } from '#core/message/message-content.ts'
import { isTemporary, type SmtpReply, wholeReply } from '#core/smtp/smtp-reply.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import type { Signed, Stopped, Submitted } from './stages.ts'

export const acceptedEntries = (mail: Signed, reply: SmtpReply): readonly TraceEntry[] =>
  entries(
    mail,
    mail.held
      ? { outcome: 'held', reason: 'leak', reply: wholeReply(reply) }
      : { outcome: 'waiting', reason: 'submitted', reply: wholeReply(reply) },
  )

export const stoppedEntries = (mail: Submitted, { reply, reason }: Stopped): readonly TraceEntry[] =>
  entries(mail, { outcome: isTemporary(reply) ? 'deferred' : 'refused', reason, reply: wholeReply(reply) })

/** Who signed in needs none of the proofs that are asked of strangers. */
const noProof = { spf: 'unchecked', dkim: 'unchecked', dmarc: 'unchecked', arc: 'unchecked' } as const

function entries(
  { queueId, receivedAt, session, sender, reversePath, content, recipients }: Omit<Submitted, '~stage'>,
  became: Pick<TraceEntry, 'outcome' | 'reason' | 'reply'>,
): readonly TraceEntry[] {
  const author = parseEmailAddress(reversePath)
  return recipients.map(({ address }) => ({
    ...{ at: receivedAt, queueId, commune: sender.commune, client: session.address, reversePath },
    ...{ authorDomain: author.ok ? domainOf(author.value) : null, recipient: address, given: [] },
    ...{ bytes: contentBytes(content), ...noProof, score: null, symbols: {}, findings: [] },
    ...became,
  }))
}
