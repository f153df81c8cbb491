// A letter as a message (RFC 5322), text and HTML (RFC 2046 §5.1.4), with what comes back in it. Pure: the same letter is the
// same octets, under one Message-ID.

import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { EmailAddress } from '#core/address/email-address.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { Letter } from './letter.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'

export interface LetterEnvelope {
  readonly at: Date
  readonly to: { readonly address: EmailAddress; readonly name: string | null }
  /** The team of the département; replies go there. */
  readonly from: EmailAddress
  readonly messageId: string
  /** Of the letter that this one follows. */
  readonly inReplyTo?: string
  /** A message that comes back. */
  readonly returned?: { readonly type: string; readonly content: Buffer }
}

const attached = { filename: 'message.eml', contentDisposition: 'attachment' } as const

export async function letterMail(letter: Letter, envelope: LetterEnvelope): Promise<Buffer> {
  const { at, to, from, messageId, inReplyTo, returned } = envelope
  const mail = new MailComposer({
    date: at,
    from: { name: singleLine(letter.team), address: from },
    to: { name: singleLine(to.name ?? ''), address: to.address },
    subject: letter.subject,
    messageId,
    ...(inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo }),
    // RFC 3834 §5: no automatic answer to it.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
    text: letterText(letter),
    html: letterHtml(letter),
    attachments:
      returned === undefined ? [] : [{ ...attached, contentType: returned.type, content: returned.content }],
    textEncoding: 'quoted-printable',
    newline: '\r\n',
    // Nobody who writes to us knows it, so no text of theirs ends a part.
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await mail.compile().build()
}
