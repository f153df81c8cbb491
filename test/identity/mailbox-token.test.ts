import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { issueMailboxToken, verifyMailboxToken } from '#identity/mailbox-token.ts'
import { claire } from '#test/support/database/commune.ts'

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return {
    privateKey,
    secret: new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' }))),
    pem: String(publicKey.export({ type: 'spki', format: 'pem' })),
  }
}
const ours = pair()
const person = '0a6b1c1e-3c0d-4f4a-9d3e-1f2a3b4c5d6e'
const now = Date.parse('2026-02-02T10:00:00Z')
const at = (milliseconds: number) => ({ now: () => now + milliseconds })
const issued = () => issueMailboxToken({ mailbox: claire, person }, ours.secret, at(0))
const verified = async (token: string, milliseconds = 0, { pem } = ours) =>
  await verifyMailboxToken(token, pem, at(milliseconds))

test('within its minute → the mailbox and the person', async () => {
  expect(await verified(await issued())).toEqual({ ok: true, value: { mailbox: claire, person } })
  expect(await verified(await issued(), 60_000)).toMatchObject({ ok: true })
})

test.each([
  ['after its minute', 66_000, ours],
  ['before it was made', -60_000, ours],
  ['by another key', 0, pair()],
])('%s → refused', async (_, milliseconds, { pem }) => {
  expect(await verified(await issued(), milliseconds, { ...ours, pem })).toMatchObject({ ok: false })
})

const signed = (change: (jwt: SignJWT) => SignJWT, payload: Record<string, unknown> = { person }) =>
  change(new SignJWT(payload).setProtectedHeader({ alg: 'ES256' })).sign(ours.privateKey)
const seconds = now / 1000

test.each([
  ['no end', (jwt: SignJWT) => jwt.setIssuer('vaguemestre').setSubject(claire).setIssuedAt(seconds)],
  [
    'another issuer',
    (jwt: SignJWT) =>
      jwt
        .setIssuer('x')
        .setSubject(claire)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 60),
  ],
  [
    'an hour',
    (jwt: SignJWT) =>
      jwt
        .setIssuer('vaguemestre')
        .setSubject(claire)
        .setIssuedAt(seconds - 600)
        .setExpirationTime(seconds + 3600),
  ],
  [
    'no address',
    (jwt: SignJWT) =>
      jwt
        .setIssuer('vaguemestre')
        .setSubject('claire')
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 60),
  ],
])('signed by us with %s → refused', async (_, change) => {
  expect(await verified(await signed(change))).toMatchObject({ ok: false })
})

test.each(['', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`])(
  '%j → refused, and nothing of it in the error',
  async (token) => {
    expect(await verified(token)).toEqual({
      ok: false,
      error: expect.stringMatching(/^(ERR_\w+|it cannot be read)$/),
    })
  },
)
