// A message of the corpus as a mail program sends it.

import MailComposer from 'nodemailer/lib/mail-composer'
import type { LeakCase } from './message.ts'
import { writtenFile } from './written-file.ts'

export async function writtenMessage({ subject, text, html, to, cc, files }: LeakCase): Promise<Buffer> {
  const attachments = await Promise.all(
    files.map(async (file) => ({ filename: file.name, content: await writtenFile(file) })),
  )
  const composer = new MailComposer({
    from: 'Mairie <mairie@mairie.example>',
    to: [...to],
    cc: [...cc],
    subject,
    ...bodies(text, html),
    attachments,
  })
  return composer.compile().build()
}

/** Some programs send HTML alone, and some leave out the tags that may be left out. */
function bodies(text: string, html: boolean): { readonly text?: string; readonly html?: string } {
  if (!html) return { text }
  return text.length % 2 === 0 ? { text, html: asHtml(text, '</head><body>') } : { html: asHtml(text, '') }
}

const asHtml = (text: string, between: string): string =>
  `<html><head><style>p { margin: 0 }</style>${between}${text
    .split('\n\n')
    .map(
      (each) =>
        `<p>${each.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\n', '<br>')}</p>`,
    )
    .join('')}</body></html>`
