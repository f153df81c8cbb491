// Our Received field (RFC 5321 §4.4; protocol names of RFC 3848 and RFC 6531 §4.3).

import { isIPv6 } from 'node:net'
import type { Enveloped } from '../stages.ts'

/** Ends in CRLF. The recipient is named only when it is the only one: the others are nobody's business. */
export function receivedField(mail: Enveloped, hostname: string): string {
  const { client } = mail
  const address = isIPv6(client.address) ? `IPv6:${client.address}` : client.address
  const secured = client.tls === null ? '' : ` (${client.tls.version} ${client.tls.cipher})`
  const only = mail.recipients.length === 1 ? mail.recipients[0] : undefined
  const recipient = only === undefined ? '' : ` for <${only.given}>`
  return [
    `Received: from ${heloWord(client.helo)} ([${address}])`,
    `\tby ${hostname} (Vaguemestre) with ${protocol(mail)}${secured}`,
    `\tid ${mail.queueId}${recipient};`,
    `\t${mail.receivedAt.toUTCString().replace('GMT', '+0000')}`,
    '',
  ].join('\r\n')
}

/** A HELO argument is the client's free text: whatever is not a name or an address literal becomes a comment-safe word. */
const heloWord = (helo: string): string => {
  const word = helo.slice(0, 255)
  return /^(\[[0-9a-fA-F:.]+\]|\[IPv6:[0-9a-fA-F:.]+\]|[\w.-]+)$/i.test(word) ? word : 'unknown'
}

function protocol({ client, smtputf8 }: Enveloped): string {
  const secure = client.tls === null ? '' : 'S'
  if (smtputf8) return `UTF8SMTP${secure}`
  return client.extended ? `ESMTP${secure}` : 'SMTP'
}
