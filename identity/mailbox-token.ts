// What opens a mailbox to a person for a minute without a password: an ES256 token (RFC 7519) that Dovecot and the gateway check
// by themselves. It says who and which mailbox; whether that person still may is asked of the directory each time.

import { createPrivateKey, createPublicKey } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'

export interface MailboxToken {
  readonly mailbox: EmailAddress
  /** Id of the person. */
  readonly person: string
  /** Where that person sits, as the webmail saw it: what is sent comes from there, and not from this machine. */
  readonly client?: string
}

/** As long as it takes to sign in; whoever needs another asks for it. */
export const tokenSeconds = 60
/**
 * Between clocks of two machines, and of two programs on one: Dovecot reads the time by whole ticks, and takes no token that its
 * clock calls one of the future.
 */
const skewSeconds = 5
const algorithm = 'ES256'
const issuer = 'vaguemestre'
const claims = z.object({
  sub: z.string(),
  person: z.uuid(),
  client: z.union([z.ipv4(), z.ipv6()]).optional(),
})

/** `key`: the private one, in PEM. */
export async function issueMailboxToken(
  { mailbox, person, client }: MailboxToken,
  key: Secret,
  clock: Clock,
): Promise<string> {
  const now = Math.floor(clock.now() / 1000)
  return await new SignJWT({ person, ...(client === undefined ? {} : { client }) })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(mailbox)
    .setIssuedAt(now - skewSeconds)
    .setExpirationTime(now + tokenSeconds)
    .sign(createPrivateKey(key.reveal()))
}

/** `key`: the public one, in PEM. The error says for a log what is wrong, and nothing of the token. */
export async function verifyMailboxToken(
  token: string,
  key: string,
  clock: Clock,
): Promise<Result<MailboxToken, string>> {
  try {
    const { payload } = await jwtVerify(token, createPublicKey(key), {
      ...{ algorithms: [algorithm], issuer, requiredClaims: ['exp', 'iat', 'sub'] },
      ...{
        maxTokenAge: tokenSeconds + skewSeconds,
        clockTolerance: skewSeconds,
        currentDate: new Date(clock.now()),
      },
    })
    const read = claims.safeParse(payload)
    const mailbox = read.success ? parseEmailAddress(read.data.sub) : failed('')
    if (!read.success || !mailbox.ok) return failed('it names no mailbox or no person')
    const { person, client } = read.data
    return ok({ mailbox: mailbox.value, person, ...(client === undefined ? {} : { client }) })
  } catch (error) {
    return failed(error instanceof errors.JOSEError ? error.code : 'it cannot be read')
  }
}
