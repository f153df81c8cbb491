import { execFile } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDepartment } from '#cli/boot/seed-department.ts'
import { parseReversePath, type ReversePath } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { specialFolders } from '#core/message/special-folders.ts'
import { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { logInToImap } from '#daemons/imap/log-in.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { dovecotService } from '#stack/services/dovecot.ts'
import { oddReversePaths } from '#test/fixtures/odd-reverse-paths.ts'
import {
  address,
  claire,
  mairie,
  makeSaulieu,
  saulieu,
  type TestCommune,
} from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { answerAuthPolicy } from '#test/support/dovecot/auth-policy.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { withImap } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const run = promisify(execFile)
const main = new Secret('Morvan "2026" \\vert é')
const office = makeAppPassword()
const probe = makeAppPassword()
let postgresql: TestDatabase
let owner: Database
let made: TestCommune
let dovecot: TestDovecot
let policy: AsyncDisposable
let pool: LmtpPool

beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  await seedDepartment(owner, {
    department: { number: '21', name: 'Côte-d’Or' },
    mailHost: 'mail.cotedor.test',
    probePassword: probe.password,
    quotaBytes: 1_000_000,
  })
  made = await makeSaulieu(owner)
  const hosting = hostingStore(owner)
  await hosting.putPasswordHash(made.person, await hashPassword(main))
  const who = { commune: made.commune, mailbox: made.mairie, person: made.person }
  await hosting.grant({ ...who, role: 'manage' })
  const { selector, hash } = office
  await hosting.putAppPassword({ ...who, selector, hash, label: 'phone' })
  dovecot = await startDovecot(postgresql, probe.password.reveal())
  policy = await answerAuthPolicy(dovecot.installation.ports.hooks)
  pool = new LmtpPool({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.lmtp, hostname: 'test' },
    ...{ timeoutMilliseconds: 10_000, maxConnections: 8 },
  })
})
afterAll(async () => {
  await pool?.[Symbol.asyncDispose]()
  await policy?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

const imaps = () => ({ host: '127.0.0.1', port: dovecot.installation.ports.imaps })
let end = 10
/** Each from an address of its own: Dovecot delays the next login of an address that failed. */
const logIn = (user: string, password: Secret) =>
  logInToImap(imaps(), { user, password, localAddress: `127.0.0.${++end}` })
const deliver = (
  recipients: readonly string[],
  head = 'Subject: Conseil municipal\r\n\r\n',
  reversePath: ReversePath = '',
) =>
  deliverByLmtp(pool, {
    reversePath,
    recipients: recipients.map(address),
    content: { head: Buffer.from(head), body: bodyInMemory(Buffer.from('Bonjour\r\n')) },
  })

async function imapDoes(user: string, password: Secret, command: string): Promise<string> {
  const url = `imaps://127.0.0.1:${imaps().port}/`
  const { stdout } = await run('curl', ['-s', '-k', url, '-X', command, '-u', `${user}:${password.reveal()}`])
  return stdout
}

test('its own checker → accepts the configuration', async () => {
  const [program, ...args] = dovecotService(dovecot.installation).check ?? ['false']
  await expect(run(program, args)).resolves.toBeDefined()
})

test('probe → ready by a real login', async () => {
  expect(await dovecotService(dovecot.installation).probe()).toEqual({
    kind: 'ready',
    detail: 'Dovecot 2.4.1, login verified',
  })
})

test('owner by main password, office by app password, either in any case → in', async () => {
  expect(await logIn(claire, main)).toMatchObject({ ok: true })
  expect(await logIn(claire.toUpperCase(), main)).toMatchObject({ ok: true })
  expect(await logIn(mairie, office.password)).toMatchObject({ ok: true })
})

test('a token of a minute → opens its mailbox, an office without a password as well; of another mailbox or key → refused', async () => {
  const { tokenKey } = dovecot
  const token = (mailbox: string, key = tokenKey) =>
    issueMailboxToken({ mailbox: address(mailbox), person: made.person }, key, systemClock)
  const open = async (user: string, accessToken: string) => {
    const client = new ImapFlow({
      ...{ ...imaps(), secure: true, logger: false as const, tls: { rejectUnauthorized: false } },
      ...{ auth: { user, accessToken }, localAddress: `127.0.0.${++end}` },
    })
    try {
      await client.connect()
      return client.usable
    } catch {
      return false
    } finally {
      client.close()
    }
  }
  expect(await open(mairie, await token(mairie))).toBe(true)
  expect(await open(claire, await token(claire))).toBe(true)
  expect(await open(claire, await token(mairie))).toBe(false)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const other = new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  expect(await open(mairie, await token(mairie, other))).toBe(false)
})

test('wrong password, SQL in it, app password of another mailbox → AUTHENTICATIONFAILED', async () => {
  const attempts: readonly (readonly [string, Secret])[] = [
    [claire, new Secret("' or true --")],
    [claire, office.password],
    [mairie, new Secret(`${office.selector}-${'a'.repeat(35)}`)],
  ]
  const answers = await Promise.all(attempts.map(([user, password]) => logIn(user, password)))
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: expect.stringContaining('AUTHENTICATIONFAILED') })
  }
}, 60_000)

test('access over, app password revoked, second factor on → no longer in; commune suspended → CONTACTADMIN', async () => {
  const refused = { ok: false, error: expect.stringContaining('AUTHENTICATIONFAILED') }
  await owner.pool.query(
    "update access set \"from\" = now() - interval '2 days', until = now() - interval '1 day'",
  )
  expect(await logIn(mairie, office.password)).toMatchObject(refused)
  await owner.pool.query('update access set until = null')
  expect(await logIn(mairie, office.password)).toMatchObject({ ok: true })
  await owner.pool.query("update access set role = 'read'")
  expect(await logIn(mairie, office.password)).toMatchObject(refused)
  await owner.pool.query("update access set role = 'manage'")
  await owner.pool.query("update commune set suspended_at = now() where kind = 'commune'")
  expect(await logIn(claire, main)).toMatchObject({ error: expect.stringContaining('CONTACTADMIN') })
  await owner.pool.query('update commune set suspended_at = null')
  await owner.pool.query('update person set two_factor_enabled = true')
  expect(await logIn(claire, main)).toMatchObject(refused)
  await owner.pool.query('update person set two_factor_enabled = false')
}, 60_000)

test('delivery → known recipients 250, unknown 550 5.1.1; +detail makes no folder; our header files as junk', async () => {
  const answers = await deliver([claire, `nobody@${saulieu}`, `claire.garnier+Secret@${saulieu}`])
  expect(answers.map((answer) => (answer.kind === 'answered' ? answer.reply.code : answer.cause))).toEqual([
    250, 550, 250,
  ])
  await deliver([claire], 'Subject: x\r\nX-Vaguemestre-Junk: yes\r\n\r\n')
  expect(await imapDoes(claire, main, 'STATUS INBOX (MESSAGES)')).toContain('MESSAGES 2')
  expect(await imapDoes(claire, main, 'STATUS Junk (MESSAGES)')).toContain('MESSAGES 1')
  const folders = await imapDoes(claire, main, 'LIST "" "*"')
  expect(folders).not.toContain('Secret')
  for (const use of specialFolders) expect(folders).toContain(`\\${use}`)
})

test('the digest of a day handed over twice → there once; that of the next day, and other mail with an id again → there', async () => {
  const count = async () =>
    Number(/MESSAGES (\d+)/.exec(await imapDoes(claire, main, 'STATUS INBOX (MESSAGES)'))?.[1])
  const before = await count()
  const digest = (day: string) =>
    `X-Vaguemestre-Digest: ${day}\r\nMessage-ID: <digest.${day}@cotedor.test>\r\n\r\n`
  const codes: unknown[] = []
  for (const head of [digest('1'), digest('1'), digest('2'), digest('2')]) {
    const [answer] = await deliver([claire], head)
    codes.push(answer?.kind === 'answered' ? answer.reply.code : answer?.cause)
  }
  expect(codes).toEqual([250, 250, 250, 250])
  expect(await count()).toBe(before + 2)
  for (let copy = 0; copy < 2; copy += 1)
    await deliver([claire], 'Message-ID: <digest.1@cotedor.test>\r\n\r\n')
  expect(await count()).toBe(before + 4)
})

test('what rests on disk → encrypted; what is used → in quota_usage', async () => {
  await deliver([claire], 'Subject: x\r\n\r\nUnmistakable-marker ')
  const mail = dovecot.installation.paths.mail
  const files = (await readdir(mail, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.name.startsWith('u.'),
  )
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name))
    expect(bytes.includes('Unmistakable-marker')).toBe(false)
    expect(bytes.includes('CRYPTED')).toBe(true)
  }
  const { rows } = await owner.pool.query(
    'select messages::int from dovecot.quota_usage where username = $1',
    [claire],
  )
  expect(rows[0].messages).toBeGreaterThan(0)
})

test('24 deliveries at once into a new box → all saved', async () => {
  const doveadm = doveadmClient({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 10_000 },
    password: new Secret(dovecot.doveadmPassword),
  })
  expect(await doveadm.mailboxCreate(mairie, ['INBOX'])).toEqual({ ok: true, value: null })
  expect(await doveadm.mailboxCreate(mairie, ['INBOX'])).toEqual({ ok: false, error: { kind: 'refused' } })
  expect(await doveadm.mailboxCreate(`nobody@${saulieu}`, ['INBOX'])).toEqual({
    ok: false,
    error: { kind: 'no-user' },
  })
  const all = await Promise.all(Array.from({ length: 24 }, () => deliver([mairie])))
  expect(all.flat().filter((answer) => answer.kind === 'answered' && answer.reply.code === 250)).toHaveLength(
    24,
  )
  expect(await doveadm.mailboxStatus(mairie, 'INBOX')).toEqual({ ok: true, value: { messages: 24 } })
})

test('the folders of a box are made, one is there already → refused, and all the others made', async () => {
  const doveadm = doveadmClient({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 10_000 },
    password: new Secret(dovecot.doveadmPassword),
  })
  const folders = ['INBOX', ...specialFolders]
  await doveadm.mailboxCreate(mairie, ['INBOX'])
  expect(await doveadm.mailboxCreate(mairie, folders)).toEqual({ ok: false, error: { kind: 'refused' } })
  const home = join(dovecot.installation.paths.mail, made.commune, made.mairie)
  const there = (await readdir(home, { recursive: true, withFileTypes: true }))
    .filter(({ name }) => name === 'dbox-Mails')
    .map(({ parentPath }) => basename(parentPath))
  expect(there.toSorted()).toEqual(folders.toSorted())
})

test('the message that fills a box → 250 and full in the directory; one more → 552 5.2.2; emptied → 250 again', async () => {
  const large = `Subject: x\r\n\r\n${randomBytes(400_000).toString('hex')}\r\n`
  const replyTo = async (head: string) => {
    const [answer] = await deliver([mairie], head)
    return answer?.kind === 'answered' ? `${answer.reply.code} ${answer.reply.enhanced}` : answer?.cause
  }
  const isFull = async () => {
    const { rows } = await owner.pool.query('select full_since from mailbox where address = $1', [mairie])
    return rows[0].full_since !== null
  }
  expect(await replyTo(large)).toBe('250 2.0.0')
  expect(await isFull()).toBe(false)
  expect(await replyTo(large)).toBe('250 2.0.0')
  await eventually('the end of room', async () => ((await isFull()) ? true : null))
  expect(await replyTo('Subject: x\r\n\r\n')).toBe('552 5.2.2')
  const account = { address: mairie, password: office.password.reveal() }
  await withImap({ host: '127.0.0.1', port: dovecot.installation.ports.imap }, account, async (imap) => {
    await imap.mailboxOpen('INBOX')
    await imap.messageDelete('1:*')
  })
  await eventually('room', async () => ((await isFull()) ? null : true))
  expect(await replyTo('Subject: x\r\n\r\n')).toBe('250 2.0.0')
})

test.each([...oddReversePaths, 'é@away.test'])(
  'from <%s>, which the gateway takes → delivered',
  async (path) => {
    const reversePath = parseReversePath(path)
    if (!reversePath.ok) throw new Error(reversePath.error)
    const [answer] = await deliver([claire], undefined, reversePath.value)
    expect(answer).toMatchObject({ kind: 'answered', reply: { code: 250 } })
  },
)
