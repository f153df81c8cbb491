// Who From names in mail that leaves the house: one address, the same for every program that reads the field.

import { addressParser } from 'postal-mime'
import { isOneMailbox, readsAs } from '#core/address/author-domain.ts'
import { domainOf, type EmailAddress, mailboxKey, parseEmailAddress } from '#core/address/email-address.ts'
import { fieldValue, type HeaderField } from '#core/message/header-fields.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  authorNotYours,
  authorTooLong,
  authorUnreadable,
  malformedMessage,
  type SmtpReply,
} from '#core/smtp/smtp-reply.ts'
import type { Stopped } from './stages.ts'

const longestFrom = 16_000

/** `fields` are all From fields of `head`, `addresses` those that whoever sends may use. */
export function readFromAuthor(
  head: Buffer,
  fields: readonly HeaderField[],
  addresses: ReadonlySet<EmailAddress>,
): Result<EmailAddress, Stopped> {
  const [from, ...others] = fields
  if (from === undefined || others.length > 0) return failed(malformed(malformedMessage))
  if (from.end - from.start > longestFrom) return failed(malformed(authorTooLong))
  const value = fieldValue(head, from)
  const address = onlyAddress(value)
  if (address === null || !readsAs(value, domainOf(address))) return failed(malformed(authorUnreadable))
  return addresses.has(mailboxKey(address).key)
    ? ok(address)
    : failed({ reply: authorNotYours, reason: 'author-refused' })
}

export const malformed = (reply: SmtpReply): Stopped => ({ reply, reason: 'message-malformed' })

/** Null where there is none, more than one, or one that some program would read as another. */
export function onlyAddress(value: string): EmailAddress | null {
  if (!isOneMailbox(value)) return null
  const [only, ...others] = addressParser(value, { flatten: true })
  if (only === undefined || others.length > 0) return null
  const parsed = parseEmailAddress(only.address ?? '')
  return parsed.ok ? parsed.value : null
}
