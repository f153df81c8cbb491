// RCPT (RFC 5321 §4.1.1.3): adds a recipient that the envelope stage admits. After too many refusals the session ends:
// whoever guesses addresses must come back for each handful, waits longer for each answer, and is not heard any more.

import { setTimeout as pause } from 'node:timers/promises'
import { parseEmailAddress } from '#core/address/email-address.ts'
import {
  badRecipientSyntax,
  isTemporary,
  relayDenied,
  type SmtpReply,
  temporaryFailure,
  tooManyRecipients,
  tooManyRefusedRecipients,
  tooManyUnknownRecipients,
  unknownMailbox,
} from '#core/smtp/smtp-reply.ts'
import { sessionPath } from '../../session/session-path.ts'
import type { AdmittedRecipient } from '../stages.ts'
import type { GatewayConnection } from './gateway-connection.ts'
import type { SessionParts } from './session-parts.ts'

/** Stale addresses of a good list stay below; each session of a sender that retries gets rid of as many. */
const maxRefusedRecipients = 20

/** Null when it is accepted. */
export async function rcptCommand(
  connection: GatewayConnection,
  parts: SessionParts,
): Promise<SmtpReply | null> {
  if (connection.refusedRecipients >= maxRefusedRecipients) return tooManyRefusedRecipients
  if (parts.guard.refuses(connection.network)) return tooManyUnknownRecipients
  const reply = await addRecipient(connection, parts)
  if (reply === null) return null
  if (isTemporary(reply)) {
    connection.progress.deferred()
    return reply
  }
  connection.refusedRecipients += 1
  if (triesToRelay(connection, reply)) parts.guard.notice('relay-attempt', connection.network.host, {})
  if (reply === unknownMailbox) await answerLater(parts.guard.unknownRecipient(connection.network))
  return reply
}

/** Addresses that once made servers pass a message on: `a%elsewhere@ours`, `elsewhere!a@ours`, `"a@elsewhere"@ours`. */
const routed = /[%!]|@.*@/

const triesToRelay = ({ pathCommand }: GatewayConnection, reply: SmtpReply): boolean =>
  reply === relayDenied || routed.test(pathCommand?.path ?? '')

/** What goes back is in no mailbox of ours: where it is refused, nobody here has it to look after. */
const standsAlone = ({ targets }: AdmittedRecipient): boolean => targets.some(({ kind }) => kind === 'return')

async function answerLater(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await pause(milliseconds, undefined, { ref: false })
}

async function addRecipient(
  connection: GatewayConnection,
  { hostname, maxRecipients, admitRecipient, clock }: SessionParts,
): Promise<SmtpReply | null> {
  const path = sessionPath(connection, badRecipientSyntax)
  if (!path.ok) return path.error
  const bare = path.value.toLowerCase() === 'postmaster'
  const parsed = parseEmailAddress(bare ? `postmaster@${hostname}` : path.value)
  if (!parsed.ok) return badRecipientSyntax
  const { transaction } = connection
  if (transaction === null) return temporaryFailure
  if (transaction.recipients.has(parsed.value)) return null
  if (transaction.recipients.size >= maxRecipients) return tooManyRecipients
  const admitted = await admitRecipient(parsed.value, transaction.reversePath)
  if (!admitted.ok) return admitted.error
  const before = [...transaction.recipients.values()]
  if (before.length > 0 && [...before, admitted.value].some(standsAlone)) return tooManyRecipients
  transaction.recipients.set(parsed.value, admitted.value)
  connection.progress.recipient(clock.now())
  return null
}
