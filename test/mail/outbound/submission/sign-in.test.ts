// Signing in to send: the real Dovecot answers for the passwords.

import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failed, ok } from '#core/result.ts'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { hashPassword } from '#identity/password-hash.ts'
import type { Submission } from '#mail/outbound/submission/open-submission.ts'
import { submissionSocket } from '#stack/spec/submission-socket.ts'
import {
  address,
  claire,
  mairie,
  makeSaulieu,
  saulieu,
  type TestCommune,
} from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { type PolicyClients, policyClients } from '#test/support/dovecot/policy-clients.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import {
  authPlain,
  noDovecot,
  portOf,
  type SubmissionsUnderTest,
  submissionsUnderTest,
  tlsSession,
} from '#test/support/gateway/submission.ts'

const main = 'Morvan "2026" é'
const both = makeAppPassword()
const imapOnly = makeAppPassword()
let postgresql: TestDatabase
let owner: Database
let made: TestCommune
let dovecot: TestDovecot
let submissions: SubmissionsUnderTest
let submission: Submission
let policy: PolicyClients

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
  policy = await policyClients(dovecot.installation.ports.hooks)
  submissions = await submissionsUnderTest()
  submission = await submissions.open(submissionSocket(dovecot.installation.paths))
})
afterAll(async () => {
  await submission?.stop(1_000)
  await policy?.[Symbol.asyncDispose]()
  await submissions?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

/** The code of the reply to AUTH, and of the one to MAIL after it. */
async function signIn(user: string, pass: string, { door = 'startTls', method = 'PLAIN' } = {}) {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: portOf(submission, door === 'startTls' ? 'startTls' : 'tlsAtOnce') },
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
const wrong = '535 5.7.8 Authentication credentials invalid'

test.each([
  ['startTls', 'PLAIN'],
  ['startTls', 'LOGIN'],
  ['tlsAtOnce', 'PLAIN'],
])('%s, %s: main password, app password → in, and a message is taken', async (door, method) => {
  expect(await signIn(claire, main, { door, method })).toBe('sent')
  expect(await signIn(mairie.toUpperCase(), both.password.reveal(), { door, method })).toBe('sent')
})

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
  await using dialogue = smtpDialogue(portOf(submission, 'startTls'))
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

test('under TLS, before AUTH → 530; garbage as AUTH → 501, and the session goes on', async () => {
  await using dialogue = await tlsSession(submission)
  await dialogue.run(`
    C: MAIL FROM:<a@b.test>
    S: 530 5.7.0 Authentication required
    C: AUTH PLAIN not-base-64
    S: 501
    C: AUTH GSSAPI
    S: 504
    C: ${authPlain('', '')}
    S: 535 5.7.8
    C: ${authPlain(claire, main)}
    S: 235 2.7.0
    C: ${authPlain(claire, main)}
    S: 503
    C: MAIL FROM:<${claire}>
    S: 250
  `)
})

test('a token of ours → in as the person that it names; another mailbox, or no token of ours → 535', async () => {
  const verifyToken = async (token: string) =>
    token === 'good' ? ok({ mailbox: address(claire), person: 'p-1' }) : failed('no')
  const open = await submissions.open(noDovecot, { verifyToken })
  await using dialogue = await tlsSession(open)
  const xoauth2 = (user: string, token: string) =>
    `AUTH XOAUTH2 ${Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64')}`
  for (const [user, token] of [
    [claire, 'bad'],
    [mairie, 'good'],
  ] as const) {
    dialogue.send(`${xoauth2(user, token)}\r\n`)
    expect(await dialogue.reply()).toBe(wrong)
  }
  dialogue.send(`${xoauth2(claire, 'good')}\r\n`)
  expect(await dialogue.reply()).toMatch(/^235 /)
  await dialogue.run(`
    C: MAIL FROM:<${claire}>
    S: 250
  `)
  await open.stop(0)
})

test('five wrong passwords in one session → 421 and the end of it', async () => {
  await using dialogue = await tlsSession(submission)
  for (let at = 0; at < 4; at++) {
    dialogue.send(`${authPlain(claire, `wrong-${at}`)}\r\n`)
    expect(await dialogue.reply()).toBe(wrong)
  }
  dialogue.send(`${authPlain(claire, 'wrong-5')}\r\n`)
  expect(await dialogue.reply()).toMatch(/^421 /)
  expect(await dialogue.reply()).toBe('closed')
}, 60_000)

test('Dovecot does not answer → 454, and the log says so', async () => {
  const alone = await submissions.open(noDovecot)
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: portOf(alone, 'startTls'), tls: { rejectUnauthorized: false } },
    auth: { user: claire, pass: main },
  })
  await expect(transport.verify()).rejects.toThrow('454 4.7.0')
  expect(submissions.events).toContainEqual(expect.objectContaining({ component: 'dovecot-auth' }))
  transport.close()
  await alone.stop(1_000)
})

test('what opened the session no longer does → 421 at once; another credential’s session goes on', async () => {
  await using revoked = await tlsSession(submission)
  await using other = await tlsSession(submission)
  await revoked.run(`
    C: ${authPlain(mairie, both.password.reveal())}
    S: 235
  `)
  await other.run(`
    C: ${authPlain(claire, main)}
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

const headers = {
  'version 1': Buffer.from('PROXY TCP4 198.51.100.7 127.0.0.1 4660 587\r\n'),
  'version 2': Buffer.from('0d0a0d0a000d0a515549540a2111000cc63364077f0000011234024b', 'hex'),
}

/** A mailbox that no other test signs in to. */
async function mailboxOfItsOwn(localPart: string) {
  const hosting = hostingStore(owner)
  const user = address(`${localPart}@${saulieu}`)
  const { commune, person } = made
  const mailbox = await hosting.putMailbox({ commune, address: user, owner: null, quotaBytes: 1_000_000 })
  await owner.pool.query('update mailbox set provisioned_at = now() where id = $1', [mailbox])
  await hosting.grant({ commune, mailbox, person, role: 'send' })
  const { selector, hash, password } = makeAppPassword()
  await hosting.putAppPassword({ commune, mailbox, person, selector, hash, label: 'proxied' })
  return { user, pass: password.reveal() }
}

test.each([
  ['startTls', 'version 1'],
  ['startTls', 'version 2'],
  ['tlsAtOnce', 'version 1'],
  ['tlsAtOnce', 'version 2'],
] as const)('%s, PROXY %s from a listed network → the policy judges its client', async (door, version) => {
  const { user, pass } = await mailboxOfItsOwn(`${door}-${version.replace(' ', '-')}`.toLowerCase())
  const behind = await submissions.open(submissionSocket(dovecot.installation.paths), {
    proxyNetworks: ['127.0.0.0/8'],
  })
  const connection = connect(portOf(behind, door), '127.0.0.1')
  connection.write(headers[version])
  const transport = createTransport({
    ...{ connection, secure: door === 'tlsAtOnce', requireTLS: true, tls: { rejectUnauthorized: false } },
    auth: { user, pass },
  })
  await expect(transport.verify()).resolves.toBe(true)
  expect(new Set(policy.clientsOf(user))).toEqual(new Set(['198.51.100.7']))
  transport.close()
  connection.destroy()
  await behind.stop(1_000)
})
