// Unique messages of about the asked size, signed like those of the demonstration sender: scanners remember what they
// saw, so no two may be alike.

import { randomBytes, randomUUID } from 'node:crypto'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import type { Paths } from '#stack/spec/paths.ts'
import type { Account } from './open-inbox.ts'

export interface Prepared {
  readonly reversePath: string
  readonly recipients: readonly string[]
  /** Dot-stuffed, with CRLF, ready for DATA. */
  readonly content: Buffer
}

interface Wanted {
  readonly messages: number
  readonly size: number
  /** Of each message. */
  readonly recipients: number
  /** Served in turn. */
  readonly accounts: readonly Account[]
  readonly paths: Paths
}

export async function signedMessages({
  messages,
  size,
  recipients,
  accounts,
  paths,
}: Wanted): Promise<readonly Prepared[]> {
  const { domainName, keySelector, privateKey } = await senderSignature(paths)
  const key = {
    canonicalization: 'relaxed/relaxed',
    signingDomain: domainName,
    selector: keySelector,
    privateKey,
  }
  const prepared: Prepared[] = []
  for (let index = 0; index < messages; index += 1) {
    const to = Array.from({ length: recipients }, (_, each) => addressAt(accounts, index * recipients + each))
    const message = messageText(to, size)
    const { signatures, errors } = await dkimSign(Buffer.from(message, 'latin1'), {
      ...key,
      signatureData: [key],
    })
    if (signatures === '') throw new Error(`a message could not be signed: ${JSON.stringify(errors)}`)
    const content = Buffer.from(`${signatures}${message}`.replaceAll('\r\n.', '\r\n..'), 'latin1')
    prepared.push({ reversePath: senderAddress, recipients: to, content })
  }
  return prepared
}

const addressAt = (accounts: readonly Account[], index: number): string =>
  accounts[index % accounts.length]?.address ?? ''

const words =
  'conseil municipal délibération travaux voirie école subvention marché facture budget séance registre commune arrêté urbanisme permis cadastre'.split(
    ' ',
  )

/** What people send as text is short; what is large is an attachment. */
const longestText = 64 * 1024
const textBesideAttachment = 4 * 1024

function messageText(to: readonly string[], size: number): string {
  const head = [
    `From: Claire Fournier <${senderAddress}>`,
    `To: ${to.map((recipient) => `<${recipient}>`).join(',\r\n ')}`,
    `Message-ID: <${randomUUID()}@${senderDomain}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Subject: Devis et planning des travaux',
    'MIME-Version: 1.0',
  ].join('\r\n')
  if (size <= longestText) return `${head}\r\n${textPart(size)}`
  const boundary = randomUUID()
  const parts = [textPart(textBesideAttachment), photograph(size - textBesideAttachment)]
  const body = parts.map((part) => `--${boundary}\r\n${part}`).join('')
  return `${head}\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${body}--${boundary}--\r\n`
}

function textPart(size: number): string {
  const lines = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '']
  for (let length = 0; length < size; ) {
    const noise = randomBytes(8)
    const line = `${[...noise].map((byte) => words[byte % words.length]).join(' ')} ${noise.toString('hex')}`
    lines.push(Buffer.from(line, 'utf8').toString('latin1'))
    length += line.length + 2
  }
  return `${lines.join('\r\n')}\r\n`
}

/** The first octets of a JPEG file, then noise, which no compression makes smaller. */
function photograph(size: number): string {
  const octets = Buffer.concat([
    Buffer.from('ffd8ffe000104a464946', 'hex'),
    randomBytes(Math.floor((size * 56) / 78)),
  ])
  const encoded = octets.toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  return [
    'Content-Type: image/jpeg; name="chantier.jpg"',
    'Content-Disposition: attachment; filename="chantier.jpg"',
    'Content-Transfer-Encoding: base64',
    '',
    encoded,
    '',
  ].join('\r\n')
}
