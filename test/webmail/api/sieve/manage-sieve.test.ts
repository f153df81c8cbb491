// The client of ManageSieve, with Dovecot and with servers that say what Dovecot never would.

import { readFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { claire } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { startTestWebmail } from '#test/support/webmail/test-webmail.ts'
import { inManageSieve, type SieveServer } from '#webmail/api/sieve/manage-sieve.ts'

const webmail = await startTestWebmail(await saulieuDatabase())
afterAll(() => webmail[Symbol.asyncDispose]())
const { made, dovecot } = webmail
const { ports, paths } = dovecot.installation
const server: SieveServer = {
  ...{ host: '127.0.0.1', port: ports.managesieve, tls: {}, deadlineMilliseconds: 20_000 },
}
const login = async () => {
  const token = await issueMailboxToken(
    { mailbox: claire, person: made.person },
    dovecot.tokenKey,
    systemClock,
  )
  return { mailbox: claire, token: new Secret(token) }
}
const script = 'require "fileinto";\r\n# é "OK"\r\nfileinto "Été/É";\r\n'

test('scripts put, listed, read and put in use → as they were written, whatever they are called', async () => {
  const name = 'règles "à" \\ moi'
  const done = await inManageSieve(server, await login(), async (session) => {
    await session.put(name, script)
    await session.put('OK', '# OK\r\n')
    await session.activate(name)
    return [await session.list(), await session.read(name), await session.read('OK')]
  })
  expect(done).toEqual({
    ok: true,
    value: [
      expect.arrayContaining([
        { name, active: true },
        { name: 'OK', active: false },
      ]),
      script,
      '# OK\r\n',
    ],
  })
})

test.each<[string, string, string | null]>([
  ['that is no Sieve', 'nonsense "', null],
  ['that asks for what no person may', 'require "vnd.dovecot.pipe";', null],
])('a script %s → refused, and what was there stays', async (_, wrong, code) => {
  const put = await inManageSieve(server, await login(), async (session) => {
    await session.put('kept', script)
    await session.put('kept', wrong)
  })
  expect(put).toMatchObject({ ok: false, error: { kind: 'refused', code } })
  expect(await inManageSieve(server, await login(), (session) => session.read('kept'))).toEqual({
    ok: true,
    value: script,
  })
})

test('a script that is not there → refused by its code', async () => {
  const read = await inManageSieve(server, await login(), (session) => session.read('none'))
  expect(read).toMatchObject({ ok: false, error: { kind: 'refused', code: 'NONEXISTENT' } })
})

test('a token of another key → refused, without waiting for the deadline', async () => {
  const wrong = { mailbox: claire, token: new Secret('a.b.c') }
  const done = await inManageSieve(server, wrong, (session) => session.list())
  expect(done).toMatchObject({ ok: false, error: { kind: 'refused' } })
})

test('a token of a machine whose clock is three seconds ahead → taken', async () => {
  const ahead = { now: () => systemClock.now() + 3_000 }
  const token = await issueMailboxToken({ mailbox: claire, person: made.person }, dovecot.tokenKey, ahead)
  const early = { mailbox: claire, token: new Secret(token) }
  expect(await inManageSieve(server, early, (session) => session.list())).toMatchObject({ ok: true })
})

test('nobody at the port → gone', async () => {
  const away = { ...server, port: 1 }
  expect(await inManageSieve(away, await login(), (session) => session.list())).toEqual({
    ok: false,
    error: { kind: 'gone' },
  })
})

const portOf = (listener: Server): number => {
  const address = listener.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
const ended = (listener: Server) => new Promise<void>((resolve) => listener.close(() => resolve()))

/** Says the greeting, then each answer for one line. */
async function saying(greeting: string, answers: readonly string[]) {
  const heard: string[] = []
  const listener = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write(greeting)
    let next = 0
    socket.on('data', (chunk) => {
      heard.push(String(chunk))
      socket.write(answers[next] ?? 'OK\r\n')
      next += 1
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const at = { ...server, port: portOf(listener), deadlineMilliseconds: 20_000 }
  return { heard, at, [Symbol.asyncDispose]: () => ended(listener) }
}
const takesToken = '"SASL" "PLAIN XOAUTH2"\r\nOK\r\n'
const anyLogin = { mailbox: claire, token: new Secret('t') }

test.each<[string, readonly string[], object]>([
  ['an end in the middle', ['OK\r\n', 'BYE "later"\r\n'], { kind: 'gone' }],
  ['a quota', ['OK\r\n', 'NO (QUOTA/MAXSIZE) {5}\r\nlarge\r\n'], { kind: 'overQuota' }],
  ['more than anybody reads', ['OK\r\n', `{99999999}\r\n`], { kind: 'gone' }],
  ['no end of a line', ['OK\r\n', '"x'.repeat(3 << 20)], { kind: 'gone' }],
  ['later', ['OK\r\n', 'NO (TRYLATER) "x"\r\n'], { kind: 'busy' }],
])('a server that says %s → a fault', async (_, answers, error) => {
  await using listener = await saying(takesToken, answers)
  const done = await inManageSieve(listener.at, anyLogin, (session) => session.read('x'))
  expect(done).toMatchObject({ ok: false, error })
})

test('a text that says OK or NO → a text, and not the end of the answer', async () => {
  await using listener = await saying(takesToken, ['OK\r\n', '"OK"\r\n"NO" ACTIVE\r\n"a\\"b\\\\"\r\nOK\r\n'])
  const done = await inManageSieve(listener.at, anyLogin, (session) => session.list())
  expect(done).toEqual({
    ok: true,
    value: [
      { name: 'OK', active: false },
      { name: 'NO', active: true },
      { name: 'a"b\\', active: false },
    ],
  })
})

test('a server that takes no token, and offers nothing safe → no token is shown to it', async () => {
  await using listener = await saying('"SASL" "PLAIN"\r\nOK\r\n', [])
  const done = await inManageSieve(listener.at, anyLogin, (session) => session.list())
  expect(done).toMatchObject({ ok: false, error: { kind: 'refused' } })
  expect(listener.heard).toEqual([])
})

test('what comes in clear together with the consent to STARTTLS → nothing more is said', async () => {
  const injected = 'OK\r\n"SASL" "XOAUTH2"\r\nOK\r\n'
  await using listener = await saying('"STARTTLS"\r\n"SASL" ""\r\nOK\r\n', [injected])
  const done = await inManageSieve(listener.at, anyLogin, (session) => session.list())
  expect(done).toEqual({ ok: false, error: { kind: 'gone' } })
  expect(listener.heard).toEqual(['STARTTLS\r\n'])
})

/** Dovecot offers its token in clear on this machine: what stands before it takes that away. */
async function withoutClear() {
  const listener = createServer((socket) => {
    const behind = connect(ports.managesieve, '127.0.0.1')
    let first = true
    socket.on('error', () => undefined).on('data', (chunk) => behind.write(chunk))
    behind
      .on('error', () => undefined)
      .on('data', (chunk) => {
        socket.write(first ? String(chunk).replace('XOAUTH2', 'X') : chunk)
        first = false
      })
    socket.on('close', () => behind.destroy())
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return { port: portOf(listener), [Symbol.asyncDispose]: () => ended(listener) }
}

test('Dovecot, where it takes no token in clear → by STARTTLS; a certificate that is not its own → gone', async () => {
  await using before = await withoutClear()
  const ca = await readFile(join(paths.tls, 'mail-host.crt'), 'utf8')
  const at = (servername: string): SieveServer => ({ ...server, port: before.port, tls: { ca, servername } })
  const listed = await inManageSieve(at('mail-host'), await login(), (session) => session.list())
  expect(listed).toMatchObject({ ok: true })
  const wrong = await inManageSieve(at('elsewhere.test'), await login(), (session) => session.list())
  expect(wrong).toEqual({ ok: false, error: { kind: 'gone' } })
})
