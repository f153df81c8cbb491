// Signs a message to a name server with a key that it has too (TSIG, RFC 8945; HMAC-SHA-256).

import { createHmac } from 'node:crypto'
import type { Secret } from '#core/secret.ts'

export interface TsigKey {
  /** As the server calls it. */
  readonly name: string
  /** Its octets, as base64url. */
  readonly secret: Secret
}

const algorithm = 'hmac-sha256'
const typeTsig = 250
const classAny = 255
/** How far the two clocks may be apart, in seconds (§10 recommends it). */
const fudge = 300
const additionalCount = 10

/** `message` with the signature as its last record. */
export function signedMessage(message: Buffer, key: TsigKey, at: Date): Buffer {
  const owner = Buffer.concat([wireName(key.name), number16(typeTsig), number16(classAny), number32(0)])
  const time = Buffer.alloc(6)
  time.writeUIntBE(Math.floor(at.getTime() / 1000), 0, 6)
  const times = Buffer.concat([wireName(algorithm), time, number16(fudge)])
  const noError = Buffer.concat([number16(0), number16(0)])
  const mac = createHmac('sha256', Buffer.from(key.secret.reveal(), 'base64url'))
    .update(message)
    // §4.3.3: the variables, without the type and without what holds the signature itself.
    .update(Buffer.concat([wireName(key.name), number16(classAny), number32(0), times, noError]))
    .digest()
  const data = Buffer.concat([times, number16(mac.length), mac, message.subarray(0, 2), noError])
  const signed = Buffer.concat([message, owner, number16(data.length), data])
  signed.writeUInt16BE(message.readUInt16BE(additionalCount) + 1, additionalCount)
  return signed
}

/** Canonical: lower case, never compressed. */
const wireName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').flatMap((label) => [Buffer.of(label.length), Buffer.from(label.toLowerCase())]),
    Buffer.of(0),
  ])

function number16(value: number): Buffer {
  const octets = Buffer.alloc(2)
  octets.writeUInt16BE(value)
  return octets
}

function number32(value: number): Buffer {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value)
  return octets
}
