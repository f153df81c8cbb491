import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { appPasswordFrom, makeAppPassword } from '#identity/app-password.ts'
import { hashPassword, verifyPassword } from '#identity/password-hash.ts'

const run = promisify(execFile)
const password = new Secret('Été à Saulieu 2026 !')

/** Dovecot's own opinion. */
async function dovecotVerifies(hash: string, clear: Secret): Promise<boolean> {
  // Without a configuration of its own doveadm would read the machine's.
  const pw = await run('doveadm', ['-O', 'pw', '-t', hash, '-p', clear.reveal()]).catch(() => null)
  return pw?.stdout.includes('(verified)') ?? false
}

test('main password → argon2id with 19 MiB, two passes and one lane, verified by us and by Dovecot', async () => {
  const hash = await hashPassword(password)
  expect(hash).toMatch(/^\{ARGON2ID\}\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(password, hash)).toBe(true)
  expect(await dovecotVerifies(hash, password)).toBe(true)
})

test('another password, another scheme or garbage → false, no exception', async () => {
  const hash = await hashPassword(password)
  expect(await verifyPassword(new Secret('ete a saulieu'), hash)).toBe(false)
  expect(await dovecotVerifies(hash, new Secret('ete a saulieu'))).toBe(false)
  for (const other of ['', '{PLAIN}x', '{ARGON2ID}$argon2id$v=19$m=1,t=1$x$y', hash.slice(0, 40)])
    expect(await verifyPassword(password, other)).toBe(false)
})

test('a hash that doveadm made → verified', async () => {
  const made = await run('doveadm', ['-O', 'pw', '-s', 'ARGON2ID', '-p', password.reveal()])
  expect(await verifyPassword(password, made.stdout.trim())).toBe(true)
})

test('app password → selector before the first dash, 160 bits after it, verified by Dovecot', async () => {
  const app = makeAppPassword()
  expect(app.password.reveal()).toMatch(/^[a-z2-7]{8}(-[a-z2-7]{8}){4}$/)
  expect(app.password.reveal().split('-')[0]).toBe(app.selector)
  expect(await dovecotVerifies(app.hash, app.password)).toBe(true)
  expect(await dovecotVerifies(app.hash, new Secret(`${app.password.reveal()}x`))).toBe(false)
})

test('an app password made before → same selector, new salt; any other text → null', () => {
  const app = makeAppPassword()
  const again = appPasswordFrom(app.password)
  expect(again?.selector).toBe(app.selector)
  expect(again?.hash).not.toBe(app.hash)
  expect(appPasswordFrom(new Secret('abcdefgh-short'))).toBeNull()
})
