// Unique messages of about the asked size, signed like those of the demonstration sender: scanners remember what they
// saw, so no two may be alike.

import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { senderAddress, senderDomain, senderSelector } from '#cli/demo/sender.ts'
import type { Paths } from '#stack/spec/paths.ts'

export interface Prepared {
  readonly reversePath: string
  readonly recipient: string
  /** Dot-stuffed, with CRLF, ready for DATA. */
  readonly content: Buffer
}

interface Wanted {
  readonly count: number
  readonly size: number
  readonly recipients: readonly string[]
  readonly paths: Paths
}

export async function signedMessages({
  count,
  size,
  recipients,
  paths,
}: Wanted): Promise<readonly Prepared[]> {
  const privateKey = await readFile(join(paths.secrets, 'demo-sender-dkim.pem'), 'utf8')
  const prepared: Prepared[] = []
  for (let index = 0; index < count; index += 1) {
    const recipient = recipients[index % recipients.length] ?? ''
    const message = messageText(recipient, size)
    const signed = await dkimSign(message, {
      canonicalization: 'relaxed/relaxed',
      signingDomain: senderDomain,
      selector: senderSelector,
      privateKey,
    })
    const content = Buffer.from(`${signed.signatures}${message}`.replaceAll('\r\n.', '\r\n..'), 'latin1')
    prepared.push({ reversePath: senderAddress, recipient, content })
  }
  return prepared
}

const words =
  'conseil municipal délibération travaux voirie école subvention marché facture budget séance registre commune arrêté urbanisme permis cadastre'.split(
    ' ',
  )

function messageText(recipient: string, size: number): string {
  const head = [
    `From: Claire Fournier <${senderAddress}>`,
    `To: <${recipient}>`,
    `Message-ID: <${randomUUID()}@${senderDomain}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Subject: Devis et planning des travaux',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  const lines: string[] = []
  for (let length = 0; length < size; ) {
    const noise = randomBytes(8)
    const line = `${[...noise].map((byte) => words[byte % words.length]).join(' ')} ${noise.toString('hex')}`
    lines.push(Buffer.from(line, 'utf8').toString('latin1'))
    length += line.length + 2
  }
  return `${head.join('\r\n')}\r\n\r\n${lines.join('\r\n')}\r\n`
}
