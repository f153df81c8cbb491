// An app password opens one mailbox for one person from one device: `<selector>-<secret>`. The selector stands before
// the first dash, chooses the row and is no secret; the rest carries 160 random bits, enough that a fast salted hash
// keeps it safe while phones reconnect all day.

import { createHash, randomBytes } from 'node:crypto'
import { Secret } from '#core/secret.ts'

const selectorBytes = 5
const secretBytes = 20
const groupLength = 8
const saltBytes = 16

/** RFC 4648 §6 in lower case: no character that is mistaken for another when typed on a phone. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

export interface AppPassword {
  /** Eight characters; unique in the directory. */
  readonly selector: string
  /** What the person types, shown once: `abcdefgh-abcdefgh-…`, five groups. */
  readonly password: Secret
  /** What the directory stores. */
  readonly hash: string
}

export function makeAppPassword(): AppPassword {
  const selector = base32(randomBytes(selectorBytes))
  const secret = base32(randomBytes(secretBytes))
  const groups = secret.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []
  return withSelector(selector, new Secret([selector, ...groups].join('-')))
}

/** For a password that was made elsewhere: null unless a selector, a dash and 22 or more random characters are there. */
export function appPasswordFrom(password: Secret): AppPassword | null {
  const [, selector] = /^([a-z2-7]{8})-[\w-]{22,}$/.exec(password.reveal()) ?? []
  return selector === undefined ? null : withSelector(selector, password)
}

const withSelector = (selector: string, password: Secret): AppPassword => ({
  selector,
  password,
  hash: saltedHash(password, randomBytes(saltBytes)),
})

/** Dovecot's SSHA512: base64 of SHA-512(password, salt) followed by the salt. */
function saltedHash(password: Secret, salt: Buffer): string {
  const digest = createHash('sha512').update(password.reveal()).update(salt).digest()
  return `{SSHA512}${Buffer.concat([digest, salt]).toString('base64')}`
}

/** The lengths here are multiples of five bytes, so no padding is left over. */
function base32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}
