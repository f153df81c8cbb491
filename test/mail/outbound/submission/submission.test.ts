// The real Dovecot answers for the passwords.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import { Secret } from '#core/secret.ts'
import { verifyPassword } from '#daemons/dovecot-auth/verify-password.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/hosting.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { hashPassword } from '#identity/password-hash.ts'
import {
  openSubmission,
  type Submission,
  type SubmissionOptions,
} from '#mail/outbound/submission/open-submission.ts'
import { submissionSocket } from '#stack/spec/submission-socket.ts'
import { writeCertificate } from '#test/support/certificate.ts'
import { claire, mairie, makeSaulieu, type TestCommune } from '#test/support/commune.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot.ts'
import { freePort, startDatabase, type TestPostgresql } from '#test/support/postgresql.ts'
import { smtpDialogue } from '#test/support/smtp-dialogue.ts'
import { type TemporaryFolder, temporaryFolder } from '#test/support/temporary-folder.ts'

const main = 'Morvan "2026" é'
const both = makeAppPassword()
const imapOnly = makeAppPassword()
let postgresql: TestPostgresql
let owner: Database
let made: TestCommune
let dovecot: TestDovecot
let folder: TemporaryFolder
let submission: Submission
let policy: Awaited<ReturnType<typeof openPolicy>>
const events: Event[] = []
const keep = (event: Event) => void events.push(event)

const open = async (authSocket: string, limits: Partial<SubmissionOptions> = {}) =>
  openSubmission({
    hostname: 'mail.cotedor.test',
    startTls: [{ host: '127.0.0.1', port: await freePort() }],
    tlsAtOnce: [{ host: '127.0.0.1', port: await freePort() }],
    tls: { certificateFile: `${folder.path}/mail-host.crt`, keyFile: `${folder.path}/mail-host.key` },
    ...{ certificateCheckMilliseconds: 60_000, maxMessageBytes: 1_000_000, idleTimeoutMilliseconds: 60_000 },
    ...{ maxConnections: 100, maxConnectionsPerAddress: 20, maxConnectionsPerNetwork: 100 },
    proxyNetworks: [],
    verifyPassword: (login) => verifyPassword({ socket: authSocket, timeoutMilliseconds: 20_000 }, login),
    log: { info: keep, warn: keep, error: keep },
    ...limits,
  })

beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  made = await makeSaulieu(owner)
  const hosting = hostingStore(owner)
  await hosting.putPasswordHash(made.person, await hashPassword(new Secret(main)))
  const where = { commune: made.commune, mailbox: made.mairie, person: made.person }
  await hosting.grant({ ...where, role: 'send' })
  await hosting.putAppPassword({ ...where, selector: both.selector, hash: both.hash, label: 'both' })
  await hosting.putAppPassword({ ...where, selector: imapOnly.selector, hash: imapOnly.hash, label: 'imap' })
  await owner.pool.query('update app_password set smtp = false where selector = $1', [imapOnly.selector])
  dovecot = await startDovecot(postgresql, 'no probe here')
  policy = await openPolicy()
  folder = await temporaryFolder()
  writeCertificate(folder.path, 'mail-host')
  submission = await open(submissionSocket(dovecot.installation.paths))
})
afterAll(async () => {
  await submission?.stop(1_000)
  await policy?.[Symbol.asyncDispose]()
  await folder?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

type Door = 'startTls' | 'tlsAtOnce'
const portOf = (door: Door, of = submission) => of.ports[door === 'startTls' ? 0 : 1] ?? 0

/** The code of the reply to AUTH, and of the one to MAIL after it. */
async function signIn(user: string, pass: string, { door = 'startTls', method = 'PLAIN' } = {}) {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: portOf(door === 'startTls' ? 'startTls' : 'tlsAtOnce') },
    ...{ secure: door === 'tlsAtOnce', requireTLS: true, tls: { rejectUnauthorized: false } },
    ...{ auth: { user, pass }, authMethod: method },
  })
  try {
    await transport.sendMail({ from: user, to: 'a@away.test', subject: 'x', text: 'x' })
    return 'sent'
  } catch (error) {
    return error instanceof Error && 'response' in error ? String(error.response) : String(error)
  } finally {
    transport.close()
  }
}
const later = '451 4.3.0 Sending mail is not available yet, please try again later'
const wrong = '535 5.7.8 Authentication credentials invalid'

test.each([
  ['startTls', 'PLAIN'],
  ['startTls', 'LOGIN'],
  ['tlsAtOnce', 'PLAIN'],
])(
  '%s, %s: main password, app password → in, and MAIL says that sending is not there yet',
  async (door, method) => {
    expect(await signIn(claire, main, { door, method })).toBe(later)
    expect(await signIn(mairie.toUpperCase(), both.password.reveal(), { door, method })).toBe(later)
  },
)

test('wrong password, unknown mailbox, app password for IMAP alone → 535, all alike', async () => {
  const answers = await Promise.all([
    signIn(claire, 'wrong'),
    signIn('nobody@mairie-saulieu.test', 'wrong'),
    signIn('not an address', 'wrong'),
    signIn(mairie, imapOnly.password.reveal()),
  ])
  expect(new Set(answers)).toEqual(new Set([wrong]))
}, 30_000)

test('the mailbox is suspended and the password right → 525', async () => {
  await owner.pool.query('update mailbox set suspended_at = now() where id = $1', [made.personal])
  expect(await signIn(claire, main)).toMatch(/^525 5\.7\.13 /)
  await owner.pool.query('update mailbox set suspended_at = null where id = $1', [made.personal])
})

test('before TLS → AUTH is not offered and refused, MAIL asks for STARTTLS', async () => {
  await using dialogue = smtpDialogue(portOf('startTls'))
  expect(await dialogue.reply()).toMatch(/^220 mail\.cotedor\.test/)
  dialogue.send('EHLO client.test\r\n')
  const offered = await dialogue.reply()
  expect(offered).toContain('STARTTLS')
  expect(offered).not.toContain('AUTH')
  await dialogue.run(`
    C: AUTH PLAIN AGEAYg==
    S: 538 5.7.11
    C: MAIL FROM:<a@b.test>
    S: 530 5.7.0 Must issue a STARTTLS command first
    C: QUIT
    S: 221
  `)
})

const tlsSession = async (of = submission) => {
  const socket = connectTls({ host: '127.0.0.1', port: portOf('tlsAtOnce', of), rejectUnauthorized: false })
  const dialogue = smtpDialogue(0, socket)
  await dialogue.run(`
    S: 220
    C: EHLO client.test
    S: 250
  `)
  return dialogue
}
const plain = (user: string, password: string) =>
  `AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`

test('under TLS, before AUTH → 530; garbage as AUTH → 501, and the session goes on', async () => {
  await using dialogue = await tlsSession()
  await dialogue.run(`
    C: MAIL FROM:<a@b.test>
    S: 530 5.7.0 Authentication required
    C: AUTH PLAIN not-base-64
    S: 501
    C: AUTH GSSAPI
    S: 504
    C: ${plain('', '')}
    S: 535 5.7.8
    C: ${plain(claire, main)}
    S: 235 2.7.0
    C: ${plain(claire, main)}
    S: 503
    C: MAIL FROM:<${claire}>
    S: 451 4.3.0
  `)
})

test('five wrong passwords in one session → 421 and the end of it', async () => {
  await using dialogue = await tlsSession()
  for (let at = 0; at < 4; at++) {
    dialogue.send(`${plain(claire, `wrong-${at}`)}\r\n`)
    expect(await dialogue.reply()).toBe(wrong)
  }
  dialogue.send(`${plain(claire, 'wrong-5')}\r\n`)
  expect(await dialogue.reply()).toMatch(/^421 /)
  expect(await dialogue.reply()).toBe('closed')
}, 60_000)

test('what opened the session no longer does → 421 at once; another credential’s session goes on', async () => {
  await using revoked = await tlsSession()
  await using other = await tlsSession()
  await revoked.run(`
    C: ${plain(mairie, both.password.reveal())}
    S: 235
  `)
  await other.run(`
    C: ${plain(claire, main)}
    S: 235
  `)
  submission.endSessions({ kind: 'credential', value: both.selector })
  expect(await revoked.reply()).toMatch(/^421 4\.7\.0 /)
  await other.run(`
    C: NOOP
    S: 250
  `)
  submission.endSessions({ kind: 'mailbox', value: claire })
  expect(await other.reply()).toMatch(/^421 4\.7\.0 /)
})

test('what opens the session is taken away while Dovecot is asked → 421 instead of 235; another sign-in goes on', async () => {
  let asked = Promise.withResolvers<void>()
  let answer = Promise.withResolvers<void>()
  const slow = await open('/nowhere', {
    verifyPassword: async ({ login }) => {
      asked.resolve()
      await answer.promise
      return { kind: 'accepted', login, credential: both.selector }
    },
  })
  const signInDuring = async (ended: Parameters<Submission['endSessions']>[0]) => {
    asked = Promise.withResolvers()
    answer = Promise.withResolvers()
    const dialogue = await tlsSession(slow)
    dialogue.send(`${plain(mairie, 'whatever it is')}\r\n`)
    await asked.promise
    slow.endSessions(ended)
    answer.resolve()
    return dialogue
  }
  for (const ended of [{ kind: 'credential', value: both.selector } as const, null]) {
    await using dialogue = await signInDuring(ended)
    expect(await dialogue.reply()).toMatch(/^421 4\.7\.0 Access was taken away/)
    expect(await dialogue.reply()).toBe('closed')
  }
  await using other = await signInDuring({ kind: 'credential', value: imapOnly.selector })
  expect(await other.reply()).toMatch(/^235 /)
  await slow.stop(1_000)
})

test.each(['AUTH PLAIN not-base-64', 'AUTH GSSAPI', 'NONSENSE'])(
  'ten times %s → 421 and the end of it',
  async (command) => {
    await using dialogue = await tlsSession()
    for (let at = 0; at < 9; at++) {
      dialogue.send(`${command}\r\n`)
      expect(await dialogue.reply()).toMatch(/^50[014] /)
    }
    dialogue.send(`${command}\r\n`)
    expect(await dialogue.reply()).toMatch(/^421 4\.7\.0 Too many commands that are not SMTP/)
    expect(await dialogue.reply()).toBe('closed')
  },
)

test('Dovecot does not answer → 454, and the log says so', async () => {
  const alone = await open('/nowhere/auth-submission')
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: portOf('startTls', alone), tls: { rejectUnauthorized: false } },
    auth: { user: claire, pass: main },
  })
  await expect(transport.verify()).rejects.toThrow('454 4.7.0')
  expect(events).toContainEqual(expect.objectContaining({ component: 'dovecot-auth' }))
  transport.close()
  await alone.stop(1_000)
})

test('more connections of one address than may be → 421 for the next, until one ends', async () => {
  const few = await open('/nowhere', { maxConnectionsPerAddress: 2 })
  const first = smtpDialogue(portOf('startTls', few))
  await using second = smtpDialogue(portOf('startTls', few))
  expect(await first.reply()).toMatch(/^220/)
  expect(await second.reply()).toMatch(/^220/)
  await using third = smtpDialogue(portOf('startTls', few))
  expect(await third.reply()).toMatch(/^421 4\.7\.0 Too many connections/)
  first.send('QUIT\r\n')
  expect(await first.reply()).toMatch(/^221/)
  first.socket.destroy()
  if (!first.socket.closed) await once(first.socket, 'close')
  await few.stop(1_000)
})

const proxied = { proxyNetworks: ['127.0.0.0/8'] }
const headers = {
  'version 1': Buffer.from('PROXY TCP4 198.51.100.7 127.0.0.1 4660 587\r\n'),
  'version 2': Buffer.from('0d0a0d0a000d0a515549540a2111000cc63364077f0000011234024b', 'hex'),
}

/** In place of the worker: for whom Dovecot asks. */
async function openPolicy() {
  const clients: unknown[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const asked: { readonly remote?: unknown } = JSON.parse(body)
      clients.push(asked.remote)
      response.end('{"status":0,"msg":""}')
    })
  })
  server.listen(dovecot.installation.ports.hooks, '127.0.0.1')
  await once(server, 'listening')
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { clients, [Symbol.asyncDispose]: close }
}

test.each([
  ['startTls', 'version 1'],
  ['startTls', 'version 2'],
  ['tlsAtOnce', 'version 1'],
  ['tlsAtOnce', 'version 2'],
] as const)('%s, PROXY %s from a listed network → the policy judges its client', async (door, version) => {
  policy.clients.length = 0
  const behind = await open(submissionSocket(dovecot.installation.paths), proxied)
  const connection = connect(portOf(door, behind), '127.0.0.1')
  connection.write(headers[version])
  const transport = createTransport({
    ...{ connection, secure: door === 'tlsAtOnce', requireTLS: true, tls: { rejectUnauthorized: false } },
    auth: { user: claire, pass: main },
  })
  await expect(transport.verify()).resolves.toBe(true)
  expect(new Set(policy.clients)).toEqual(new Set(['198.51.100.7']))
  transport.close()
  connection.destroy()
  await behind.stop(1_000)
})

test.each([
  ['startTls', 'EHLO client.test\r\n'],
  ['tlsAtOnce', Buffer.from([0x16, 3, 1, 2, 0])],
] as const)('%s, no header from a listed network → closed without a word', async (door, octets) => {
  const behind = await open('/nowhere', proxied)
  await using dialogue = smtpDialogue(portOf(door, behind))
  dialogue.send(octets)
  expect(await dialogue.reply()).toBe('closed')
  await behind.stop(1_000)
})

test('more proxies without a header than connections allowed → closed; a header makes room', async () => {
  const behind = await open('/nowhere', { ...proxied, maxConnections: 2 })
  const at = portOf('startTls', behind)
  await using silent = smtpDialogue(at)
  await using other = smtpDialogue(at)
  await using third = smtpDialogue(at)
  expect(await third.reply()).toBe('closed')
  for (const dialogue of [silent, other]) {
    dialogue.send(headers['version 1'])
    expect(await dialogue.reply()).toMatch(/^220/)
  }
  await behind.stop(1_000)
})

test('connections of one client through a proxy → counted as its own, not as the proxy’s', async () => {
  const behind = await open('/nowhere', { ...proxied, maxConnectionsPerAddress: 1 })
  const at = portOf('startTls', behind)
  const greeted = async (dialogue: ReturnType<typeof smtpDialogue>, client: string) => {
    dialogue.send(`PROXY TCP4 ${client} 127.0.0.1 4660 587\r\n`)
    return await dialogue.reply()
  }
  await using first = smtpDialogue(at)
  await using second = smtpDialogue(at)
  await using third = smtpDialogue(at)
  expect(await greeted(first, '198.51.100.7')).toMatch(/^220/)
  expect(await greeted(second, '203.0.113.9')).toMatch(/^220/)
  expect(await greeted(third, '198.51.100.7')).toMatch(/^421 4\.7\.0/)
  await behind.stop(1_000)
})
