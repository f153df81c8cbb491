// In which ways the trace may have written down an address that somebody looks for.

import { mailboxKey, parseEmailAddress, parseReversePath } from '../address/email-address.ts'
import { ok, type Result } from '../result.ts'

/**
 * Mailboxes are written as the directory names them, what RCPT named in lower case, senders as they wrote themselves; the
 * empty sender is `<>`.
 */
export function traceAddressForms(text: string): Result<readonly string[], string> {
  if (text === '<>') return ok([''])
  const sender = parseReversePath(text)
  if (!sender.ok) return sender
  const recipient = parseEmailAddress(text)
  const keys = recipient.ok ? [recipient.value.toLowerCase(), mailboxKey(recipient.value).key] : []
  return ok([...new Set([sender.value, sender.value.toLowerCase(), ...keys])])
}
