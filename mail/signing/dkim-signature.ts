// One DKIM-Signature field (RFC 6376 §3.5 to §3.7; Ed25519 by RFC 8463 §3), relaxed/relaxed.

import { createHash, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { relaxedText } from './relaxed-canonicalization.ts'
import type { SigningKey } from './signing-keys.ts'

export interface SignedContent {
  /** For h=. */
  readonly names: readonly string[]
  /** Their canonical fields, each with its CRLF; each character an octet. */
  readonly canonicalFields: string
  /** For bh=. */
  readonly bodyHash: string
  readonly at: Date
}

/** On another thread: an RSA signature takes most of a millisecond. */
const signAside = promisify(sign)

const lineLength = 72

/** With its CRLF. */
export async function dkimSignature(key: SigningKey, signed: SignedContent): Promise<string> {
  const seconds = Math.floor(signed.at.getTime() / 1000)
  const unsigned = [
    `DKIM-Signature: v=1; a=${key.algorithm}; c=relaxed/relaxed;`,
    `d=${key.domain}; s=${key.selector}; t=${seconds};`,
    ...folded(`h=${signed.names.join(':')};`, /[^:]+:?/g),
    `bh=${signed.bodyHash};`,
    'b=',
  ].join('\r\n\t')
  const octets = Buffer.from(signed.canonicalFields + relaxedText(unsigned), 'latin1')
  const signature = (await signatureOf(octets, key)).toString('base64')
  const [first, ...more] = signature.match(/.{1,68}/g) ?? []
  return `${[unsigned + first, ...more].join('\r\n\t ')}\r\n`
}

function signatureOf(octets: Buffer, { algorithm, privateKey }: SigningKey): Promise<Buffer> {
  return algorithm === 'rsa-sha256'
    ? signAside('sha256', octets, privateKey)
    : signAside(null, createHash('sha256').update(octets).digest(), privateKey)
}

function folded(text: string, pieces: RegExp): readonly string[] {
  const lines: string[] = []
  for (const [piece] of text.matchAll(pieces)) {
    const line = lines.at(-1)
    if (line === undefined || line.length + piece.length > lineLength) lines.push(piece)
    else lines[lines.length - 1] = line + piece
  }
  return lines
}
