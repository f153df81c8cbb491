// MAIL (RFC 5321 §4.1.1.2): begins a transaction when there is room for a message and its sender can be an address.

import { parseReversePath } from '#core/address/email-address.ts'
import {
  badSenderSyntax,
  insufficientStorage,
  type SmtpReply,
  tooManyUnknownRecipients,
} from '#core/smtp/smtp-reply.ts'
import { sessionPath } from '../../session/session-path.ts'
import type { GatewayConnection } from './gateway-connection.ts'
import type { SessionParts } from './session-parts.ts'

/** Null when it is accepted. */
export async function mailCommand(
  connection: GatewayConnection,
  parts: SessionParts,
): Promise<SmtpReply | null> {
  const refusal = await beginTransaction(connection, parts)
  // The library applies the parameters before it asks; those of a MAIL that was refused are not the next one's.
  if (refusal !== null) connection.session.envelope.smtpUtf8 = false
  return refusal
}

async function beginTransaction(
  connection: GatewayConnection,
  { guard, hasFreeRoom }: SessionParts,
): Promise<SmtpReply | null> {
  if (guard.refuses(connection.network)) return tooManyUnknownRecipients
  const path = sessionPath(connection, badSenderSyntax)
  if (!path.ok) return path.error
  if (!(await hasFreeRoom())) return insufficientStorage
  const sender = parseReversePath(path.value)
  if (!sender.ok) return badSenderSyntax
  connection.transaction = { reversePath: sender.value, recipients: new Map() }
  return null
}
