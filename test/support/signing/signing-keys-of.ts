// Keys of one domain for the signer, and the records that publish them in the fake name server.

import type { Domain } from '#core/address/email-address.ts'
import type { DkimSelector } from '#core/deliverability/dkim-key.ts'
import type { SigningKey, SigningKeys } from '#mail/signing/signing-keys.ts'
import { ed25519, rsa2048 } from './signing-keys.ts'

export const saulieu = 'mairie-saulieu.test' as Domain

const keys = [
  { selector: 'r1' as DkimSelector, ...rsa2048 },
  { selector: 'e1' as DkimSelector, ...ed25519 },
] as const

export const saulieuKeys: readonly SigningKey[] = keys.map(({ selector, algorithm, privateKey }) => ({
  domain: saulieu,
  selector,
  algorithm,
  privateKey,
}))

/** Of no other domain. */
export const keysOfSaulieu: SigningKeys = {
  activeOf: (domain) => Promise.resolve(domain === saulieu ? saulieuKeys : []),
}

export const saulieuRecords: readonly (readonly [string, string[]])[] = keys.map((key) => [
  `TXT ${key.selector}._domainkey.${saulieu}`,
  [`v=DKIM1; k=${key.algorithm.split('-')[0]}; p=${key.published}`],
])
