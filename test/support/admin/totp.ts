// What an authenticator app shows (RFC 6238: SHA-1, six digits, thirty seconds), for the secret in an otpauth URI.

import { createHmac } from 'node:crypto'
import type { CookieBrowser } from './cookie-browser.ts'

export function totpCode(uri: string, now = Date.now()): string {
  const secret = base32(new URL(uri).searchParams.get('secret') ?? '')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The code after the one that is shown: right already, for clocks that differ, and not used when TOTP was set up. */
export const nextTotpCode = (uri: string): string => totpCode(uri, Date.now() + 30_000)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '').toUpperCase()]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)))
}

/** Sets TOTP up in a session. */
export async function enrolTotp(
  browser: CookieBrowser,
  password: string,
): Promise<{ readonly uri: string; readonly codes: readonly string[] }> {
  const begun = await browser.auth('POST /two-factor/enable', { password })
  if (begun.status !== 200) throw new Error(`enable: ${begun.status} ${JSON.stringify(begun.body)}`)
  const { totpURI: uri, backupCodes: codes } = begun.body
  const done = await browser.auth('POST /two-factor/verify-totp', { code: totpCode(uri) })
  if (done.status !== 200) throw new Error(`verify-totp: ${done.status} ${JSON.stringify(done.body)}`)
  return { uri, codes }
}
