// What the rules of a mailbox send, and whose rules: told by what Dovecot itself writes on top, where no rule and no sender can
// put anything. A redirect names the mailbox in the second field; answers and notices have it as their reverse-path.

import { type EmailAddress, parseEmailAddress, type ReversePath } from '#core/address/email-address.ts'
import { fieldValue, type HeaderField, headerFields } from '#core/message/header-fields.ts'

export interface SentBySieve {
  /** A redirect is somebody else's message; an answer goes to whoever wrote, a notice to whom the rule names. */
  readonly kind: 'redirect' | 'answer' | 'notice'
  readonly mailbox: EmailAddress
}

/** Null for what Sieve does not send. */
export function sentBySieve(head: Buffer, reversePath: ReversePath): SentBySieve | null {
  const fields = headerFields(head)
  const first = fields.next().value
  if (first?.name !== 'x-sieve') return null
  const second = fields.next().value
  if (second?.name === 'x-sieve-redirected-from') return sentBy('redirect', fieldValue(head, second))
  for (const field of fields) {
    if (field.name !== 'auto-submitted') continue
    const kind = automaticKind(head, field)
    return kind === null ? null : sentBy(kind, reversePath)
  }
  return null
}

/** RFC 3834 §5 and RFC 5436 §2.7.1. */
function automaticKind(head: Buffer, field: HeaderField): 'answer' | 'notice' | null {
  const value = fieldValue(head, field).toLowerCase()
  if (/^auto-replied(?![\w-])/.test(value)) return 'answer'
  return /^auto-notified(?![\w-])/.test(value) ? 'notice' : null
}

function sentBy(kind: SentBySieve['kind'], mailbox: string): SentBySieve | null {
  const address = parseEmailAddress(mailbox)
  return address.ok ? { kind, mailbox: address.value } : null
}
