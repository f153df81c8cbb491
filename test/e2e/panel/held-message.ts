// A signed message with a macro, which every commune holds.

import { randomUUID } from 'node:crypto'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { zip } from '#test/fixtures/files/zip.ts'
import { send } from '#test/support/dovecot/mail-client.ts'

const macro = zip([
  { name: '[Content_Types].xml', content: '<Types/>' },
  { name: 'word/document.xml', content: '<document/>' },
  { name: 'word/vbaProject.bin', content: 'Sub AutoOpen()' },
])

interface Held {
  readonly smtp: { readonly host: string; readonly port: number }
  readonly state: string
  readonly to: string
}

/** Its Message-ID; throws when it was not taken. */
export async function holdMail({ smtp, state, to }: Held): Promise<string> {
  const messageId = `<${randomUUID()}@${senderDomain}>`
  const { code, text } = await send(smtp, {
    ...{ from: senderAddress, to, messageId, subject: 'Facture', text: 'Bonjour, voici la facture.\n' },
    attachments: [{ filename: 'facture.docm', content: macro }],
    dkim: await senderSignature(pathsFor(state)),
  })
  if (code !== 250) throw new Error(text)
  return messageId
}
