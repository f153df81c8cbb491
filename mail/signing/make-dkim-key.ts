// A new key pair for a domain, its private half already encrypted.

import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Domain } from '#core/address/email-address.ts'
import type { DkimAlgorithm, DkimSelector } from '#core/deliverability/dkim-key.ts'
import type { NewDkimKey } from '#db/stores/deliverability/dkim-keys.ts'
import type { KeyEncryption } from './key-encryption.ts'

/** RFC 8301 §3.2. Longer ones do not fit into one string of a TXT record, and some panels of providers take no other. */
const rsaBits = 2048

const makePair = promisify(generateKeyPair)

export interface WantedKey {
  readonly domain: Domain
  readonly selector: DkimSelector
  readonly algorithm: DkimAlgorithm
}

export async function makeDkimKey(wanted: WantedKey, encryption: KeyEncryption): Promise<NewDkimKey> {
  const { publicKey, privateKey } = await pairOf(wanted.algorithm)
  const der = privateKey.export({ type: 'pkcs8', format: 'der' })
  const encrypted = encryption.encrypt(der, wanted)
  der.fill(0)
  return { ...wanted, publicKey: publishedForm(publicKey), encrypted }
}

const pairOf = (algorithm: DkimAlgorithm) =>
  algorithm === 'rsa-sha256' ? makePair('rsa', { modulusLength: rsaBits }) : makePair('ed25519', undefined)

/** RFC 6376 §3.6.1 takes the whole structure of an RSA key, RFC 8463 §4 the bare octets of an Ed25519 key. */
function publishedForm(key: KeyObject): string {
  const structure = key.export({ type: 'spki', format: 'der' })
  return (key.asymmetricKeyType === 'ed25519' ? structure.subarray(-32) : structure).toString('base64')
}
