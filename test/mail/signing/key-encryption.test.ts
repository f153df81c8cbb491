import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'

const line = () => randomBytes(32).toString('base64url')
const owner = { domain: 'mairie-saulieu.test', selector: 's1' }
const privateKey = Buffer.from('a private key')
const [older, newer] = [line(), line()]
const encryption = keyEncryption(new Secret(older))

test('encrypted, then decrypted for the same owner → the same octets', () => {
  const encrypted = encryption.encrypt(privateKey, owner)
  expect(encrypted.octets.includes(privateKey)).toBe(false)
  expect(encryption.decrypt(encrypted, owner)).toEqual(privateKey)
})

test('the same key twice → two ciphertexts', () => {
  expect(encryption.encrypt(privateKey, owner)).not.toEqual(encryption.encrypt(privateKey, owner))
})

test.each([
  ['another domain', { ...owner, domain: 'mairie-precy.test' }],
  ['another selector', { ...owner, selector: 's2' }],
  ['the border between them moved', { domain: 'mairie-saulieu.tes', selector: 'ts1' }],
])('decrypted for %s → throws', (_what, other) => {
  expect(() => encryption.decrypt(encryption.encrypt(privateKey, owner), other)).toThrow()
})

test.each([0, 12, -1])('octet %i of the ciphertext changed → throws', (at) => {
  const { keyId, octets } = encryption.encrypt(privateKey, owner)
  const changed = Buffer.from(octets)
  const place = at < 0 ? changed.length + at : at
  changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
  expect(() => encryption.decrypt({ keyId, octets: changed }, owner)).toThrow()
})

test.each([0, 12, 27])('only %i octets → throws', (length) => {
  const { keyId, octets } = encryption.encrypt(privateKey, owner)
  expect(() => encryption.decrypt({ keyId, octets: octets.subarray(0, length) }, owner)).toThrow()
})

test('a newer key above the older → what the older encrypted opens, and the newer encrypts', () => {
  const both = keyEncryption(new Secret(`${newer}\n${older}\n`))
  const encrypted = encryption.encrypt(privateKey, owner)
  expect(both.decrypt(encrypted, owner)).toEqual(privateKey)
  expect(both.encrypt(privateKey, owner).keyId).toBe(both.newestId)
  expect(both.newestId).not.toBe(encryption.newestId)
})

test('the older key removed → throws and names it', () => {
  const alone = keyEncryption(new Secret(newer))
  const encrypted = encryption.encrypt(privateKey, owner)
  expect(() => alone.decrypt(encrypted, owner)).toThrow(`key ${encryption.newestId} is not here`)
})

test.each(['', 'short', line().slice(1)])('a file with %j → throws', (text) => {
  expect(() => keyEncryption(new Secret(text))).toThrow('32 octets')
})

test('shown in a log or an error → neither the secret nor a key made of it', () => {
  expect(inspect(encryption, { depth: 9 })).not.toContain(older)
  expect(inspect(encryption, { depth: 9 })).not.toMatch(/Buffer|Uint8Array/)
})
