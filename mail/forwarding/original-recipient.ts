// The mailbox that sent a message on, as the recipient that its sender named (ORCPT of RFC 3461 §4.2, RFC 6533 §3): what is
// told of the copy is told of that address.

import { type EmailAddress, parseEmailAddress } from '#core/email-address.ts'

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

const xtext = (text: string): string =>
  text.replace(/[+=]/g, (sign) => `+${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const fromXtext = (text: string): string =>
  text.replace(/\+([\dA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/** `é` is `\x{E9}`. */
const utf8Xtext = (text: string): string =>
  Array.from(text, (sign) =>
    /^[\x21-\x2a\x2c-\x3c\x3e-\x5b\x5d-\x7e]$/.test(sign)
      ? sign
      : `\\x{${sign.codePointAt(0)?.toString(16).toUpperCase()}}`,
  ).join('')

const fromUtf8Xtext = (text: string): string =>
  text.replace(/\\x\{([\dA-F]{1,5})\}/g, (_, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 16)),
  )
