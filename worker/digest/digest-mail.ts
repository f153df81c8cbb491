// A digest as a message (RFC 5322), text and HTML (RFC 2046 §5.1.4). Pure: the same digest is the same octets, and one
// Message-ID for a mailbox and a day, so that a copy that comes again is known as such. Lines are UTF-8 as they are
// (8bit): it goes to Dovecot by LMTP alone, and a person can read what a test says it should be.

import { createHash } from 'node:crypto'
import { digestFieldName } from '#core/own-fields.ts'
import { singleLine } from '#mail/held/single-line.ts'
import type { Digest } from './digest.ts'
import { digestHtml } from './digest-html.ts'
import { digestText } from './digest-text.ts'
import { encodedWords, mailboxOf } from './encoded-words.ts'
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

export function digestMail(digest: Digest, envelope: DigestEnvelope, words: DigestWords): Buffer {
  const { day, at, to, from, messageId } = envelope
  // Nobody who writes a subject knows it, so no text of theirs ends a part.
  const boundary = `=_${createHash('sha256').update(messageId).digest('hex').slice(0, 24)}`
  const fields = [
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `From: ${mailboxOf(words.teamOf(singleLine(digest.department)), from)}`,
    `To: ${mailboxOf(singleLine(digest.name ?? ''), to)}`,
    `Subject: ${encodedWords(words.subject(digest.fresh.shown.length + digest.fresh.more))}`,
    `Message-ID: ${messageId}`,
    // RFC 3834 §5: no automatic answer to it.
    'Auto-Submitted: auto-generated',
    `${digestFieldName}: ${day}`,
    `Content-Language: ${words.language}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
  ]
  const part = (type: string, text: string): string =>
    `--${boundary}\nContent-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}`
  const parts = [
    part('text/plain', digestText(digest, words)),
    part('text/html', digestHtml(digest, words)),
    `--${boundary}--\n`,
  ]
  const body = parts.join('\n').replace(/\n/g, '\r\n')
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\n${body}`)
}
