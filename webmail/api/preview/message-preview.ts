// A message inside a message, or one that was kept as a file: who wrote it to whom, about what, and its text. Nothing that it
// refers to is loaded.

import PostalMime, { type Mailbox } from 'postal-mime'
import { singleLine } from '#core/message/single-line.ts'
import { mailboxesOf } from '../message/address-mailboxes.ts'
import { textOfHtml } from '../message/text-of-html.ts'
import { mostCharacters, noPreview, type Preview } from './preview.ts'

const limits = { forceRfc822Attachments: true, maxNestingDepth: 50, maxHeadersSize: 1 << 20 }
const longestField = 300
const mostNamed = 20

/** Octets that begin as a message does, read as latin1: fields, whose names are of printable letters (RFC 5322 §2.2). */
export const looksLikeMessage = (start: string): boolean =>
  /^(?:\xef\xbb\xbf)?(?:From [^\r\n]*\r?\n)?[!-9;-~]{1,76}:/.test(start)

export async function messagePreview(content: Buffer): Promise<Preview> {
  try {
    const email = await PostalMime.parse(content, limits)
    const written = email.text?.trim() ?? ''
    const text = written === '' ? textOfHtml(email.html ?? '', { most: mostCharacters + 1 }) : written
    const from = mailboxesOf(email.from === undefined ? [] : [email.from])
    const to = mailboxesOf([...(email.to ?? []), ...(email.cc ?? [])])
    const files = email.attachments.filter(({ related }) => related !== true)
    const date = email.date === undefined ? Number.NaN : Date.parse(email.date)
    return {
      kind: 'message',
      from: named(from),
      ...{ to: named(to), toCount: to.length },
      subject: singleLine(email.subject ?? '', longestField),
      at: Number.isNaN(date) ? null : new Date(date),
      text: text.slice(0, mostCharacters),
      cut: text.length > mostCharacters,
      files: files
        .slice(0, mostNamed)
        .map(({ filename }) => singleLine(filename ?? 'message.eml', longestField)),
      fileCount: files.length,
    }
  } catch {
    return noPreview('broken')
  }
}

/** « Marie Durand <marie@ailleurs.fr> », or whatever there is of both; the first of them. */
const named = (mailboxes: readonly Mailbox[]): readonly string[] =>
  mailboxes.slice(0, mostNamed).map(({ name, address }) => {
    const isBoth = name !== '' && address !== '' && name !== address
    return singleLine(isBoth ? `${name} <${address}>` : address || name, longestField)
  })
