// A message from its parts (RFC 5322, RFC 2045): what was typed by a person becomes fields here and nowhere else, and none of it
// can end one and begin another.

import MailComposer from 'nodemailer/lib/mail-composer'
import { singleLine } from '#core/message/single-line.ts'
import { safeName } from '../message/file-name.ts'
import { textOfHtml } from '../message/text-of-html.ts'
import type { Threading } from './references.ts'

export interface Mailbox {
  readonly name: string
  readonly address: string
}

export interface FileOfMessage {
  readonly name: string
  readonly type: string
  readonly content: Buffer
  /** Of an image that the text shows; null for a file beside it. */
  readonly contentId: string | null
}

export interface MessageToBuild {
  readonly from: Mailbox
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly bcc: readonly Mailbox[]
  readonly subject: string
  /** `<…>` */
  readonly messageId: string
  readonly date: Date
  readonly threading: Threading
  /** Whole, made safe. */
  readonly html: string
  readonly files: readonly FileOfMessage[]
  /** Where a receipt is to go (RFC 8098 §2.1); null where none is asked for. */
  readonly receiptTo: string | null
  /** An answer to an invitation (RFC 6047 §2.4), beside the text that says the same to people. */
  readonly calendarReply?: string
  /** Of ours; names and values of letters, digits and the like. */
  readonly fields: Readonly<Record<string, string>>
}

const longestSubject = 900
const longestName = 200
const longestText = 2_000_000

export async function buildMessage(message: MessageToBuild): Promise<Buffer> {
  const { messageId, date, threading, html, receiptTo, files } = message
  const composer = new MailComposer({
    ...{ messageId, date, html, text: textOfHtml(html, { most: longestText, pictures: 'bracketed' }) },
    from: mailbox(message.from),
    to: message.to.map(mailbox),
    cc: message.cc.map(mailbox),
    bcc: message.bcc.map(mailbox),
    subject: singleLine(message.subject, longestSubject),
    ...(threading.inReplyTo === '' ? {} : { inReplyTo: threading.inReplyTo }),
    ...(threading.references.length === 0 ? {} : { references: [...threading.references] }),
    headers: {
      ...message.fields,
      ...(receiptTo === null ? {} : { 'Disposition-Notification-To': `<${receiptTo}>` }),
    },
    attachments: files.map(attached),
    ...(message.calendarReply === undefined
      ? {}
      : { icalEvent: { method: 'REPLY', content: message.calendarReply, filename: 'invitation.ics' } }),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const whole = composer.compile()
  whole.keepBcc = true
  return await whole.build()
}

const mailbox = ({ name, address }: Mailbox) => ({ name: singleLine(name, longestName), address })

const attached = ({ name, type, content, contentId }: FileOfMessage) => ({
  filename: safeName(name) || 'document.bin',
  contentType: attachedType(type),
  content,
  contentTransferEncoding: 'base64',
  ...(contentId === null
    ? { contentDisposition: 'attachment' }
    : { contentDisposition: 'inline', cid: contentId }),
})

/** A file is never read as a part that holds others (RFC 2046 §5): what such a type promises, octets in base64 do not keep. */
export function attachedType(type: string): string {
  const lower = type.trim().toLowerCase()
  const isType = /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(lower)
  return isType && !/^(?:multipart|message)\//.test(lower) ? lower : 'application/octet-stream'
}
