// Key pairs for the signatures of tests, and the key records that publish them (RFC 6376 §3.6.1, RFC 8463 §4).

import { generateKeyPairSync, type KeyObject } from 'node:crypto'

export interface SigningKey {
  readonly privateKey: KeyObject
  /** The p= of its record. */
  readonly published: string
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256'
}

function rsaKey(modulusLength: number): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
  const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  return { privateKey, published, algorithm: 'rsa-sha256' }
}

function ed25519Key(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  // The bare key: the last 32 octets of the structure around it.
  const published = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')
  return { privateKey, published, algorithm: 'ed25519-sha256' }
}

export const rsa2048 = rsaKey(2048)
export const rsa1024 = rsaKey(1024)
export const rsa512 = rsaKey(512)
export const ed25519 = ed25519Key()

/** The record of `selector` under `domain`. */
export const keyRecord = (
  key: SigningKey,
  { domain = 'away.test', selector = 's1', tags = '' } = {},
): string =>
  `${selector}._domainkey.${domain} TXT v=DKIM1; k=${key.algorithm.split('-')[0]}; ${tags}p=${key.published}`
