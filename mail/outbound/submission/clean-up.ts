// What a mail program hands over becomes a message (RFC 6409 §8): From is one address that its sender may use, what only
// others may write and what nobody may read is gone, and Date and Message-ID are there. Where it was sent from is in no
// field of it.

import { domainOf } from '#core/address/email-address.ts'
import { fieldValue, type HeaderField, headerFields } from '#core/message/header-fields.ts'
import { justificationIn } from '#core/policies/leak-justification.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  fieldTwice,
  headerTooLarge,
  mailLoop,
  malformedHeader,
  resenderNotYours,
} from '#core/smtp/smtp-reply.ts'
import { malformed, readFromAuthor } from '../from-author.ts'
import type { Cleaned, Stopped, Submitted } from '../stages.ts'
import { isPermittedField, mayUse } from './permitted-fields.ts'
import { uniqueFields } from './unique-fields.ts'

export interface CleanUpParts {
  /** In Received. */
  readonly hostname: string
}

/** As for mail that comes in (RFC 5321 §6.3). */
const mostReceivedFields = 50
const mostFields = 10_000

export function cleanUp(mail: Submitted, { hostname }: CleanUpParts): Result<Cleaned, Stopped> {
  const { head, body } = mail.content
  const all: HeaderField[] = []
  for (const field of headerFields(head)) {
    if (all.length === mostFields) return failed(malformed(headerTooLarge))
    all.push(field)
  }
  if (all.some(({ name }) => name === null)) return failed(malformed(malformedHeader))
  const fields = uniqueFields(head, all)
  if (fields === null) return failed(malformed(fieldTwice))
  const named = (name: string) => fields.filter((field) => field.name === name)
  if (named('received').length > mostReceivedFields) return failed({ reply: mailLoop, reason: 'mail-loop' })
  const author = readFromAuthor(head, named('from'), mail.sender.addresses)
  if (!author.ok) return author
  const { addresses } = mail.sender
  if (!named('resent-from').every((field) => mayUse(addresses, fieldValue(head, field))))
    return failed({ reply: resenderNotYours, reason: 'author-refused' })
  const keptFor = { hostname, addresses, author: author.value }
  const kept = fields.filter((field) => isPermittedField(head, field, keptFor))
  const end = all.at(-1)?.end ?? 0
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
  return ok({
    ...{ ...mail, content: { head: cleaned, body }, author: author.value },
    justification: justificationIn(head),
    '~stage': 'clean-up',
  })
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
