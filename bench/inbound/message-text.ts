// Unique texts of about the asked size: scanners remember what they saw, so no two may be alike.

import { randomBytes, randomUUID } from 'node:crypto'

export interface MessageWanted {
  readonly from: string
  readonly to: readonly string[]
  readonly size: number
}

const words =
  'conseil municipal délibération travaux voirie école subvention marché facture budget séance registre commune arrêté urbanisme permis cadastre'.split(
    ' ',
  )

/** What people send as text is short; what is large is an attachment. */
const longestText = 64 * 1024
const textBesideAttachment = 4 * 1024

export interface MessageText {
  /** With its angle brackets. */
  readonly messageId: string
  /** With CRLF, not dot-stuffed. */
  readonly text: string
}

export function messageText({ from, to, size }: MessageWanted): MessageText {
  const messageId = `<${randomUUID()}@${from.slice(from.indexOf('@') + 1)}>`
  const head = [
    `From: Claire Fournier <${from}>`,
    `To: ${to.map((recipient) => `<${recipient}>`).join(',\r\n ')}`,
    `Message-ID: ${messageId}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Subject: Devis et planning des travaux',
    'MIME-Version: 1.0',
  ].join('\r\n')
  if (size <= longestText) return { messageId, text: `${head}\r\n${textPart(size)}` }
  const boundary = randomUUID()
  const parts = [textPart(textBesideAttachment), photograph(size - textBesideAttachment)]
  const body = parts.map((part) => `--${boundary}\r\n${part}`).join('')
  const text = `${head}\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${body}--${boundary}--\r\n`
  return { messageId, text }
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
