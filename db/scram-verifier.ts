// The form in which PostgreSQL stores a password (RFC 5803, RFC 7677): made here, so that a password never stands in an
// SQL statement that the server might log.

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { Secret } from '#core/secret.ts'

const iterations = 4096

/** Fits `ALTER ROLE … PASSWORD '…'` as it is: it has no character that SQL would have to escape. */
export function scramVerifier(password: Secret, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password.reveal().normalize('NFKC'), salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`
}
