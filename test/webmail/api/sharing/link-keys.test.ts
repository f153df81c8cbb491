import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import {
  comingSeal,
  linkDigest,
  linkSeal,
  makeLinkPassword,
  makeLinkSecret,
  readLinkSecret,
  typedPassword,
} from '#webmail/api/sharing/link-keys.ts'

test('a link made → 192 bits, read from an address as it is; anything else is none', () => {
  const link = makeLinkSecret().reveal()
  expect(Buffer.from(link, 'base64url')).toHaveLength(24)
  expect(readLinkSecret(link)?.reveal()).toBe(link)
  for (const other of ['', link.slice(1), `${link}A`, `${link.slice(1)}.`, '../../etc/passwd'])
    expect(readLinkSecret(other)).toBeNull()
})

test('a key sealed by a link → opened by that link for that file alone', () => {
  const [link, other, file] = [makeLinkSecret(), makeLinkSecret(), randomUUID()]
  const key = randomBytes(32)
  const sealed = linkSeal(link).seal(key, file)
  expect(sealed.includes(key)).toBe(false)
  expect(linkSeal(link).open(sealed, file)).toEqual(key)
  expect(() => linkSeal(other).open(sealed, file)).toThrow()
  expect(() => linkSeal(link).open(sealed, randomUUID())).toThrow()
  expect(() => comingSeal(link).open(sealed, file)).toThrow()
})

test('what finds a link → opens nothing: the digest is not the key', () => {
  const [link, file] = [makeLinkSecret(), randomUUID()]
  const sealed = linkSeal(link).seal(randomBytes(32), file)
  expect(() => linkSeal(new Secret(linkDigest(link))).open(sealed, file)).toThrow()
  expect(linkDigest(link)).not.toContain(link.reveal())
})

test('a password made → three groups without look-alikes, the same however it is typed', () => {
  const password = makeLinkPassword().reveal()
  expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/)
  for (const typed of [
    password,
    password.toUpperCase(),
    password.replaceAll('-', ' '),
    ` ${password.replaceAll('-', '')} `,
  ])
    expect(typedPassword(typed).reveal()).toBe(password)
  expect(typedPassword(' - ').reveal()).toBe('')
})
