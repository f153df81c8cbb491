// A digest as a message (RFC 5322), text and HTML (RFC 2046 §5.1.4). Pure: the same digest is the same octets, and one
// Message-ID for a mailbox and a day, so that a copy that comes again is known as such.

import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { digestFieldName } from '#core/message/own-header-fields.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { Digest } from './digest.ts'
import { digestHtml } from './digest-html.ts'
import { digestText } from './digest-text.ts'
import type { DigestWords } from './words.ts'

export interface DigestEnvelope {
  /** `2026-11-25` */
  readonly day: string
  readonly at: Date
  readonly to: string
  /** The team of the département; replies go there. */
  readonly from: string
  readonly messageId: string
}

export async function digestMail(
  digest: Digest,
  envelope: DigestEnvelope,
  words: DigestWords,
): Promise<Buffer> {
  const { day, at, to, from, messageId } = envelope
  const letter = new MailComposer({
    date: at,
    from: { name: words.teamOf(singleLine(digest.department)), address: from },
    to: { name: singleLine(digest.name ?? ''), address: to },
    subject: words.subject(digest.fresh.shown.length + digest.fresh.more),
    messageId,
    headers: {
      // RFC 3834 §5: no automatic answer to it.
      'Auto-Submitted': 'auto-generated',
      [digestFieldName]: day,
      'Content-Language': words.language,
    },
    text: digestText(digest, words),
    html: digestHtml(digest, words),
    textEncoding: 'quoted-printable',
    newline: '\r\n',
    // Nobody who writes a subject knows it, so no text of theirs ends a part.
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await letter.compile().build()
}
