// What a mail program hands over becomes a message (RFC 6409 §8): From is one address that its sender may use, what only
// others may write and what nobody may read is gone, and Date and Message-ID are there. Where it was sent from is in no
// field of it.

import { addressParser } from 'postal-mime'
import { readsAs } from '#core/author-domain.ts'
import { domainOf, type EmailAddress, mailboxKey, parseEmailAddress } from '#core/email-address.ts'
import { fieldValue, type HeaderField, headerFields } from '#core/header-fields.ts'
import { ownFieldPrefix } from '#core/own-fields.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Sender } from '#core/sender.ts'
import {
  authorNotYours,
  authorTooLong,
  authorUnreadable,
  headerTooLarge,
  mailLoop,
  malformedHeader,
  malformedMessage,
  type SmtpReply,
} from '#core/smtp-reply.ts'
import type { Cleaned, Stopped, Submitted } from '../stages.ts'

export interface CleanUpParts {
  /** In Received. */
  readonly hostname: string
}

/** As for mail that comes in (RFC 5321 §6.3). */
const mostReceivedFields = 50
const mostFields = 10_000
const longestFrom = 16_000

/** Blind copies, what a server alone says, and where the author sits. */
const removed: ReadonlySet<string> = new Set([
  'bcc',
  'resent-bcc',
  'return-path',
  'delivered-to',
  'authentication-results',
  'x-originating-ip',
  'x-client-ip',
  'x-sender-ip',
])

export function cleanUp(mail: Submitted, { hostname }: CleanUpParts): Result<Cleaned, Stopped> {
  const { head, body } = mail.content
  const fields: HeaderField[] = []
  for (const field of headerFields(head)) {
    if (fields.length === mostFields) return failed(malformed(headerTooLarge))
    fields.push(field)
  }
  if (fields.some(({ name }) => name === null)) return failed(malformed(malformedHeader))
  const named = (name: string) => fields.filter((field) => field.name === name)
  if (named('received').length > mostReceivedFields) return failed({ reply: mailLoop, reason: 'mail-loop' })
  const author = authorOf(head, named('from'), mail.sender)
  if (!author.ok) return author
  const isForeignSender = ({ name, ...field }: HeaderField): boolean =>
    name === 'sender' && !isOf(mail.sender, fieldValue(head, { name, ...field }))
  const kept = fields.filter(
    (field) =>
      field.name !== null &&
      !removed.has(field.name) &&
      !field.name.startsWith(ownPrefix) &&
      !isForeignSender(field),
  )
  const end = fields.at(-1)?.end ?? 0
  const added = [
    receivedField(mail, hostname),
    ...(named('date').length > 0
      ? []
      : [`Date: ${mail.receivedAt.toUTCString().replace('GMT', '+0000')}\r\n`]),
    ...(named('message-id').length > 0
      ? []
      : [`Message-ID: <${mail.queueId}@${domainOf(author.value)}>\r\n`]),
  ]
  const cleaned = Buffer.concat([
    Buffer.from(added.join('')),
    ...kept.map(({ start, end }) => head.subarray(start, end)),
    head.subarray(end),
  ])
  return ok({ ...mail, content: { head: cleaned, body }, author: author.value, '~stage': 'clean-up' })
}

const malformed = (reply: SmtpReply): Stopped => ({ reply, reason: 'message-malformed' })

const ownPrefix = ownFieldPrefix.toLowerCase()

/** One address, the same for every program that reads the field, and one that the sender may use. */
function authorOf(
  head: Buffer,
  fields: readonly HeaderField[],
  sender: Sender,
): Result<EmailAddress, Stopped> {
  const [from, ...others] = fields
  if (from === undefined || others.length > 0) return failed(malformed(malformedMessage))
  if (from.end - from.start > longestFrom) return failed(malformed(authorTooLong))
  const value = fieldValue(head, from)
  const address = onlyAddress(value)
  if (address === null || !readsAs(value, domainOf(address))) return failed(malformed(authorUnreadable))
  return sender.addresses.has(mailboxKey(address).key)
    ? ok(address)
    : failed({ reply: authorNotYours, reason: 'author-refused' })
}

const isOf = (sender: Sender, value: string): boolean => {
  const address = onlyAddress(value)
  return address !== null && sender.addresses.has(mailboxKey(address).key)
}

function onlyAddress(value: string): EmailAddress | null {
  const [only, ...others] = addressParser(value, { flatten: true })
  if (only === undefined || others.length > 0) return null
  const parsed = parseEmailAddress(only.address ?? '')
  return parsed.ok ? parsed.value : null
}

/** RFC 5321 §4.4 without its from clause, which would tell where the author sits. */
function receivedField(
  { queueId, receivedAt, session: { tls }, smtputf8 }: Submitted,
  hostname: string,
): string {
  const secured = tls === null ? '' : ` (${tls.version} ${tls.cipher})`
  return [
    `Received: by ${hostname} (Vaguemestre) with ${smtputf8 ? 'UTF8SMTPSA' : 'ESMTPSA'}${secured}`,
    `\tid ${queueId};`,
    `\t${receivedAt.toUTCString().replace('GMT', '+0000')}`,
    '',
  ].join('\r\n')
}
