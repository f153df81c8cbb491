// A domain that sends authentic mail: its DNS records and messages with its DKIM signature.

import { generateKeyPairSync } from 'node:crypto'
import { dkimSign } from 'mailauth'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

export interface SenderRecords {
  readonly spf?: string
  readonly dmarc?: string
}

/** Records of `domain` in the form of the fake name server; the DKIM selector is `s1`. */
export function senderRecords(
  domain: string,
  { spf = 'v=spf1 ip4:127.0.0.1 -all', dmarc = 'v=DMARC1; p=reject' }: SenderRecords = {},
): [string, string[]][] {
  return [
    [`TXT ${domain}`, [spf]],
    [`TXT _dmarc.${domain}`, [dmarc]],
    [`TXT s1._domainkey.${domain}`, [`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]],
  ]
}

/** The message with a DKIM-Signature of `domain` on top. */
export async function signed(message: string, domain: string): Promise<string> {
  const key = { signingDomain: domain, selector: 's1', privateKey }
  const { signatures } = await dkimSign(message, { ...key, signatureData: [key] })
  if (signatures === '') throw new Error('the message was not signed')
  return signatures + message
}
