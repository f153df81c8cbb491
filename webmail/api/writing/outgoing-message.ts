// A draft as it goes out: the same octets, but for what a draft alone says of itself. Its body is not touched.

import libmime from 'libmime'
import { headerFields } from '#core/message/header-fields.ts'
import { bodyInMemory, type MessageContent } from '#core/message/message-content.ts'
import { isForeignField } from '#core/message/strip-own-fields.ts'
import { type Justification, justificationFieldName } from '#core/policies/leak-justification.ts'

export interface Departure {
  readonly date: Date
  /** `<…>` */
  readonly messageId: string
  /** Why it leaves all the same: the submission reads it, and nobody who gets the message does. */
  readonly justification: Justification | null
}

const replaced = new Set(['date', 'message-id', 'return-path', 'delivered-to'])
const headEnd = Buffer.from('\r\n\r\n')
const wordOctets = 52

/** `source` as IMAP gives it, with CRLF. */
export function outgoingMessage(
  source: Buffer,
  { date, messageId, justification }: Departure,
): MessageContent {
  const found = source.indexOf(headEnd)
  const end = found < 0 ? source.length : found + 2
  const head = source.subarray(0, end)
  const kept = [...headerFields(head)].filter(
    (field) => isForeignField(field) && !replaced.has(field.name ?? ''),
  )
  const written = [
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    ...(justification === null ? [] : [justificationField(justification)]),
    '',
  ]
  return {
    head: Buffer.concat([
      Buffer.from(written.join('\r\n')),
      ...kept.map(({ start, end: last }) => head.subarray(start, last)),
      Buffer.from('\r\n'),
    ]),
    body: bodyInMemory(found < 0 ? Buffer.alloc(0) : source.subarray(found + headEnd.length)),
  }
}

const justificationField = (justification: Justification): string =>
  libmime.foldLines(`${justificationFieldName}: ${libmime.encodeWords(justification, 'Q', wordOctets)}`)
