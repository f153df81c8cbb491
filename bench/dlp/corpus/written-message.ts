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
    text,
    ...(html ? { html: asHtml(text) } : {}),
    attachments,
  })
  return composer.compile().build()
}

const asHtml = (text: string): string =>
  `<html><head><style>p { margin: 0 }</style></head><body>${text
    .split('\n\n')
    .map(
      (each) =>
        `<p>${each.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\n', '<br>')}</p>`,
    )
    .join('')}</body></html>`
