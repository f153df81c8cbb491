// The path of the MAIL or RCPT at hand.

import { failed, ok, type Result } from '#core/result.ts'
import { type SmtpReply, smtputf8Required } from '#core/smtp/smtp-reply.ts'
import type { PathCommand } from './path-command.ts'

const nonAscii = /[^\0-\x7f]/

/** The part of a connection that a path is read from. */
export interface PathSession {
  readonly pathCommand: PathCommand | null
  readonly session: { readonly envelope: { readonly smtpUtf8?: boolean | undefined } }
}

/** As written between `<` and `>`, beyond ASCII only with SMTPUTF8 (RFC 6531 §3.3); `missing` answers a command without. */
export function sessionPath(
  { pathCommand, session }: PathSession,
  missing: SmtpReply,
): Result<string, SmtpReply> {
  if (pathCommand === null) return failed(missing)
  if (nonAscii.test(pathCommand.path) && !session.envelope.smtpUtf8) return failed(smtputf8Required)
  return ok(pathCommand.path)
}
