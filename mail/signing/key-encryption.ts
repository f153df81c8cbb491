// Private keys at rest: AES-256-GCM (NIST SP 800-38D) under a key that never enters the database. Each ciphertext names the
// key it is under, so that a new one can take over while the old one still opens what it closed.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Secret } from '#core/secret.ts'

export interface EncryptedKey {
  /** Eight hexadecimal digits. */
  readonly keyId: string
  /** Nonce, ciphertext and tag. */
  readonly octets: Buffer
}

/** What a private key belongs to: bound to its ciphertext, which opens for nothing else. */
export interface KeyOwner {
  readonly domain: string
  readonly selector: string
}

export interface KeyEncryption {
  /** What `encrypt` names; what is under another one should be encrypted anew. */
  readonly newestId: string
  /** Whether it has the key of that id. */
  has(keyId: string): boolean
  encrypt(privateKey: Buffer, owner: KeyOwner): EncryptedKey
  /** Throws for a key that is not here any more, for another owner, and for octets that were changed. */
  decrypt(encrypted: EncryptedKey, owner: KeyOwner): Buffer
}

const algorithm = 'aes-256-gcm'
const keyOctets = 32
const nonceOctets = 12
const tagOctets = 16

/**
 * `secret` has one key a line, 32 octets as base64url, the newest first: that one encrypts, and each decrypts. To replace it,
 * put a line on top, encrypt everything anew, and remove the old line. Throws for a line that is no such key.
 */
export function keyEncryption(secret: Secret): KeyEncryption {
  const keys = secret.reveal().trim().split(/\s+/).map(readKey)
  const [newest] = keys
  if (newest === undefined) throw new Error('there is no key-encryption key')
  return {
    newestId: newest.id,
    has: (keyId) => keys.some(({ id }) => id === keyId),
    encrypt(privateKey, owner) {
      const nonce = randomBytes(nonceOctets)
      const cipher = createCipheriv(algorithm, newest.key, nonce, { authTagLength: tagOctets })
      cipher.setAAD(named(owner))
      const octets = [nonce, cipher.update(privateKey), cipher.final(), cipher.getAuthTag()]
      return { keyId: newest.id, octets: Buffer.concat(octets) }
    },
    decrypt({ keyId, octets }, owner) {
      const found = keys.find(({ id }) => id === keyId)
      if (found === undefined) throw new Error(`the key-encryption key ${keyId} is not here`)
      const nonce = octets.subarray(0, nonceOctets)
      const decipher = createDecipheriv(algorithm, found.key, nonce, { authTagLength: tagOctets })
      decipher.setAAD(named(owner))
      decipher.setAuthTag(octets.subarray(-tagOctets))
      return Buffer.concat([decipher.update(octets.subarray(nonceOctets, -tagOctets)), decipher.final()])
    },
  }
}

/**
 * The same, of a secret that may get a newer key while the process runs: it is read again before anything is encrypted, and
 * when something was encrypted with a key that was not there.
 */
export function changingKeyEncryption(read: () => Secret): KeyEncryption {
  let known = keyEncryption(read())
  const anew = (): KeyEncryption => {
    known = keyEncryption(read())
    return known
  }
  return {
    get newestId() {
      return anew().newestId
    },
    has: (keyId) => known.has(keyId) || anew().has(keyId),
    encrypt: (privateKey, owner) => anew().encrypt(privateKey, owner),
    decrypt: (encrypted, owner) => (known.has(encrypted.keyId) ? known : anew()).decrypt(encrypted, owner),
  }
}

interface NamedKey {
  readonly id: string
  readonly key: Buffer
}

function readKey(line: string): NamedKey {
  const given = Buffer.from(line, 'base64url')
  if (given.length !== keyOctets) throw new Error('a key-encryption key has 32 octets, as base64url')
  // RFC 5869: neither says anything about the other, nor about keys for another purpose made of the same secret.
  const derived = (purpose: string, octets: number) =>
    Buffer.from(hkdfSync('sha256', given, '', `vaguemestre dkim ${purpose}`, octets))
  return { id: derived('id', 4).toString('hex'), key: derived('private keys', keyOctets) }
}

/** No name has a NUL. */
const named = ({ domain, selector }: KeyOwner): Buffer => Buffer.from(`${domain}\0${selector}`)
