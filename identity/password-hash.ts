// The main password of a person: argon2id as `{ARGON2ID}` and a PHC string, which better-auth stores and Dovecot
// verifies as it is (RFC 9106; parameters: 19 MiB, two passes, one lane, about 30 ms).

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '#core/secret.ts'

const scheme = '{ARGON2ID}'
const memoryKibibytes = 19_456
const passes = 2
const parallelism = 1
const saltBytes = 16
const tagBytes = 32

const derive = promisify(argon2)

/** `{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. */
export async function hashPassword(password: Secret): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive('argon2id', {
    message: password.reveal(),
    nonce: salt,
    memory: memoryKibibytes,
    passes,
    parallelism,
    tagLength: tagBytes,
  })
  return `${scheme}$argon2id$v=19$m=${memoryKibibytes},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

const form =
  /^\{ARGON2ID\}\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/** False for a wrong password and for a hash of another form; takes the parameters from the hash. */
export async function verifyPassword(password: Secret, hash: string): Promise<boolean> {
  const [, memory, time, lanes, salt = '', tag = ''] = form.exec(hash) ?? []
  if (memory === undefined) return false
  const expected = Buffer.from(tag, 'base64')
  const actual = await derive('argon2id', {
    message: password.reveal(),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(time),
    parallelism: Number(lanes),
    tagLength: expected.length,
  })
  return timingSafeEqual(actual, expected)
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
