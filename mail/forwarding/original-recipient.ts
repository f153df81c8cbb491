// The mailbox that sent a message on, as the recipient that its sender named (ORCPT of RFC 3461 §4.2, RFC 6533 §3): what is
// told of the copy is told of that address.

import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import { fromUtf8Xtext, fromXtext, utf8Xtext, xtext } from '../queue/xtext.ts'

export const originalRecipientOf = (mailbox: EmailAddress): string =>
  isAscii(mailbox) ? `rfc822;${xtext(mailbox)}` : `utf-8;${utf8Xtext(mailbox)}`

/** Null for what `originalRecipientOf` did not write. */
export function mailboxOfOriginal(original: string): EmailAddress | null {
  const [, type, written = ''] = /^(rfc822|utf-8);(.*)$/.exec(original) ?? []
  if (type === undefined) return null
  const address = parseEmailAddress(type === 'rfc822' ? fromXtext(written) : fromUtf8Xtext(written))
  return address.ok ? address.value : null
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)
