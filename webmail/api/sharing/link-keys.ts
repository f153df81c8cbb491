// What a link to a file holds: a secret that is kept nowhere. What finds the file and what opens its key both follow from it
// (HKDF, RFC 5869), so that nothing in the database, and no key of ours, opens a file without its link.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomInt } from 'node:crypto'
import { Secret } from '#core/secret.ts'

/** 192 bits. */
const secretOctets = 24
const form = /^[\w-]{32}$/

export const makeLinkSecret = (): Secret => new Secret(randomBytes(secretOctets).toString('base64url'))

/** Null for what no link has. */
export const readLinkSecret = (written: string): Secret | null =>
  form.test(written) ? new Secret(written) : null

/** What the database finds the file by. */
export const linkDigest = (link: Secret): string => derived(link, 'link').toString('hex')

/** Seals the key of one file. */
export interface KeySeal {
  seal(key: Buffer, fileId: string): Buffer
  /** Throws for another file, and for what was changed. */
  open(sealed: Buffer, fileId: string): Buffer
}

/** Of whoever has the link. */
export const linkSeal = (link: Secret): KeySeal => keySeal(derived(link, 'key'))

/** Of the webmail, while a file comes: `key` signs sessions, and says nothing of what follows from it. */
export const comingSeal = (key: Secret): KeySeal => keySeal(derived(key, 'coming'))

const derived = (secret: Secret, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret.reveal(), '', `vaguemestre shared file ${purpose}`, 32))

const keySeal = (sealing: Buffer): KeySeal => ({
  seal: (key, fileId) => sealed(sealing, key, fileId),
  open: (octets, fileId) => opened(sealing, octets, fileId),
})

const algorithm = 'aes-256-gcm'
const nonceOctets = 12
const tagOctets = 16
/** By so much is what is sealed longer. */
export const sealingOctets = nonceOctets + tagOctets

/** Nonce, ciphertext and tag (NIST SP 800-38D); `bound` is authenticated beside it. */
export function sealed(key: Buffer, plain: Uint8Array, bound: string): Buffer {
  const nonce = randomBytes(nonceOctets)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagOctets })
  cipher.setAAD(Buffer.from(bound))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Throws for another key, another `bound`, and for octets that were changed. */
export function opened(key: Buffer, octets: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv(algorithm, key, octets.subarray(0, nonceOctets), {
    authTagLength: tagOctets,
  })
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(octets.subarray(-tagOctets))
  return Buffer.concat([decipher.update(octets.subarray(nonceOctets, -tagOctets)), decipher.final()])
}

/** Without those that are taken for another when read out on the telephone. */
const spoken = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 3
const groupLength = 4

/** Three groups of four, 59 bits: more than can be tried before any link ends. */
export function makeLinkPassword(): Secret {
  const sign = () => spoken.charAt(randomInt(spoken.length))
  const group = () => Array.from({ length: groupLength }, sign).join('')
  return new Secret(Array.from({ length: groups }, group).join('-'))
}

/** As it was made, however it was typed. */
export const typedPassword = (typed: string): Secret =>
  new Secret(
    (
      typed
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
        .match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? []
    ).join('-'),
  )
