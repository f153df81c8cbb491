// Fifty wrong passwords at each door of a whole installation: that address is shut out, the owner elsewhere is not, and
// neither is anybody else behind the address that guessed.

import { request } from 'node:http'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { logInToImap } from '#daemons/imap/log-in.ts'
import { accountOf, type StackOverview, startStack } from '#test/support/stack/stack.ts'

const tries = 50

async function signInToSubmission(
  { endpoints }: StackOverview,
  {
    user,
    pass,
    localAddress,
  }: { readonly user: string; readonly pass: string; readonly localAddress: string },
): Promise<string> {
  const transport = createTransport({
    ...{ ...endpoints.submission, localAddress, requireTLS: true, tls: { rejectUnauthorized: false } },
    auth: { user, pass },
  })
  try {
    await transport.verify()
    return 'in'
  } catch (error) {
    return error instanceof Error && 'response' in error ? String(error.response) : String(error)
  } finally {
    transport.close()
  }
}

interface WebTry {
  readonly port: number
  readonly email: string
  readonly password: string
  readonly localAddress: string
}

/** Status of better-auth's answer. */
function signInToPanel({ port, email, password, localAddress }: WebTry): Promise<number> {
  const origin = `http://localhost:${port}`
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, localAddress, method: 'POST', path: '/api/auth/sign-in/email' },
        headers: { 'content-type': 'application/json', host: `localhost:${port}`, origin },
      },
      (answer) => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    asked.once('error', reject)
    asked.end(JSON.stringify({ email, password }))
  })
}

test('the panel: fifty wrong passwords → closed to that address; the owner elsewhere and a colleague are in', async () => {
  await using stack = await startStack({})
  const overview = await stack.overview()
  const port = stack.portBase + 801
  // A shared mailbox has no password of its own: only people sign in to the panel.
  const [owner, colleague] = overview.demo.accounts.filter(({ address }) => /^[^@.]+\.[^@]+@/.test(address))
  if (owner === undefined || colleague === undefined) throw new Error('no people in the demonstration')
  const web = (who: { readonly address: string }, password: string, localAddress: string) =>
    signInToPanel({ port, email: who.address, password, localAddress })
  const answers = new Set<number>()
  for (let at = 0; at < tries; at += 2) {
    const pair = [at, at + 1].map((number) => web(owner, `wrong-password-${number}`, '127.9.0.4'))
    for (const status of await Promise.all(pair)) answers.add(status)
  }
  expect([...answers].sort()).toEqual([401, 429])
  expect(await web(owner, owner.password, '127.9.0.4')).toBe(429)
  expect(await web(owner, owner.password, '127.9.0.5')).toBe(200)
  expect(await web(colleague, colleague.password, '127.9.0.4')).toBe(200)
}, 300_000)

test('IMAP and SMTP: fifty wrong passwords → closed to that address at both doors; the owner and a colleague are in', async () => {
  await using stack = await startStack({})
  const overview = await stack.overview()
  const { imaps } = overview.endpoints
  const owner = accountOf(overview)
  const colleague = overview.demo.accounts.find(({ address }) => address !== owner.address) ?? owner
  const imap = (who: typeof owner, password: string, localAddress: string) =>
    logInToImap(imaps, { user: who.address, password: new Secret(password), localAddress })
  const smtp = (who: typeof owner, pass: string, localAddress: string) =>
    signInToSubmission(overview, { user: who.address, pass, localAddress })

  const byImap = Array.from({ length: tries }, (_, at) => imap(owner, `wrong-${at}`, '127.9.0.1'))
  expect((await Promise.all(byImap)).every(({ ok }) => !ok)).toBe(true)
  expect(await imap(owner, owner.password, '127.9.0.1')).toMatchObject({
    ok: false,
    error: expect.stringContaining('too many wrong passwords'),
  })
  expect(await smtp(owner, owner.password, '127.9.0.1')).toMatch(/^535 5\.7\.8 /)

  for (let at = 0; at < tries; at += 10) {
    const some = Array.from({ length: 10 }, (_, more) => smtp(owner, `wrong-${at + more}`, '127.9.0.2'))
    for (const answer of await Promise.all(some)) expect(answer).not.toBe('in')
  }
  expect(await smtp(owner, owner.password, '127.9.0.2')).toMatch(/^535 5\.7\.8 /)

  expect(await imap(owner, owner.password, '127.9.0.3')).toMatchObject({ ok: true })
  expect(await smtp(owner, owner.password, '127.9.0.3')).toBe('in')
  expect(await imap(colleague, colleague.password, '127.9.0.1')).toMatchObject({ ok: true })
  expect((await stack.command('security', 'list')).stdout).toMatch(/password guessing +127\.9\.0\.1/)
}, 300_000)
