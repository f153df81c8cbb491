// The real Dovecot asks the real hook about real logins.

import type { Server } from 'node:http'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { logInToImap } from '#daemons/imap/log-in.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { signInsStore } from '#db/stores/security/sign-ins.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { openIntrusion } from '#identity/intrusion/intrusion.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { claire, mairie, makeSaulieu, type TestCommune } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { authPolicyToken, startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { openImap } from '#test/support/dovecot/open-imap.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { policyAnswers } from '#worker/auth-policy/answer-policy.ts'
import { listenForHooks } from '#worker/hooks.ts'
import { LessonQueue } from '#worker/learning/lesson-queue.ts'
import { openSessionEnds } from '#worker/sessions/open-session-ends.ts'

const main = new Secret('Morvan-2026-vert')
const phone = makeAppPassword()
const tablet = makeAppPassword()
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
let postgresql: TestDatabase
let owner: Database
let worker: Database
let made: TestCommune
let dovecot: TestDovecot
let hooks: Server
let sessions: AsyncDisposable

beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  worker = postgresql.open('vm_worker')
  made = await makeSaulieu(owner)
  const hosting = hostingStore(owner)
  await hosting.putPasswordHash(made.person, await hashPassword(main))
  for (const [label, { selector, hash }] of Object.entries({ phone, tablet })) {
    const where = { commune: made.commune, mailbox: made.personal, person: made.person }
    await hosting.putAppPassword({ ...where, selector, hash, label })
  }
  dovecot = await startDovecot(postgresql, 'no probe here')
  hooks = await listen()
  sessions = openSessionEnds({
    database: worker,
    doveadm: doveadmClient({
      ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 5_000 },
      password: new Secret(dovecot.doveadmPassword),
    }),
    log: quiet,
  })
})
afterAll(async () => {
  await sessions?.[Symbol.asyncDispose]()
  await close()
  await dovecot?.[Symbol.asyncDispose]()
  await worker?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

const listen = () =>
  listenForHooks(
    { host: '127.0.0.1', port: dovecot.installation.ports.hooks },
    {
      health: () => ({ kind: 'ready', detail: '' }),
      learn: {
        token: new Secret('learning'),
        maxMessageBytes: 1,
        lessons: new LessonQueue({
          ...{ teach: async () => ({ ok: true, value: null }), log: quiet },
          ...{ mostLessons: 1, mostBytes: 1, pausesMilliseconds: [] },
        }),
      },
      answerPolicy: policyAnswers({
        token: new Secret(authPolicyToken),
        intrusion: openIntrusion(signInsStore(worker), systemClock),
        probe: 'probe@mail.cotedor.test',
        clock: systemClock,
        log: quiet,
      }),
    },
  )
const close = () =>
  new Promise<void>((resolve) => {
    if (hooks === undefined) return resolve()
    hooks.close(() => resolve())
    hooks.closeAllConnections()
  })

const at = () => ({ host: '127.0.0.1', port: dovecot.installation.ports.imaps })
const logIn = (user: string, password: Secret, localAddress: string) =>
  logInToImap(at(), { user, password, localAddress })
const rows = async (text: string) => (await owner.pool.query(text)).rows
/** Dovecot tells of a login without waiting for whoever hears it. */
const acceptedOnes = (count: number) =>
  eventually(`${count} accepted`, async () =>
    (await rows("select from sign_in where outcome = 'accepted'")).length === count ? true : null,
  )

test('a login by main password and one by app password → rows that say which', async () => {
  expect(await logIn(claire, main, '127.0.0.11')).toMatchObject({ ok: true })
  expect(await logIn(claire, phone.password, '127.0.0.12')).toMatchObject({ ok: true })
  await acceptedOnes(2)
  expect(
    await rows(
      'select client, outcome, protocol, s.person_id, selector from sign_in s left join app_password a on a.id = app_password_id order by s.id',
    ),
  ).toEqual(
    [
      { client: '127.0.0.11', selector: null },
      { client: '127.0.0.12', selector: phone.selector },
    ].map((row) => ({ ...row, outcome: 'accepted', protocol: 'imap', person_id: made.person })),
  )
})

test('fifty wrong passwords → that address is refused even with the right one; from another address the owner is in', async () => {
  const tries = await Promise.all(
    Array.from({ length: 50 }, (_, number) => logIn(claire, new Secret(`wrong-${number}`), '127.0.0.13')),
  )
  expect(tries.every(({ ok }) => !ok)).toBe(true)
  await eventually('all tries to be counted', async () =>
    (await rows("select from security_event where kind = 'password-guessing'")).length > 0 ? true : null,
  )
  const refused = await logIn(claire, main, '127.0.0.13')
  expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('too many wrong passwords') })
  expect(await logIn(claire, main, '127.0.0.14')).toMatchObject({ ok: true })
  expect(
    await rows("select count(*) > 9 as many from sign_in where outcome in ('refused', 'delayed')"),
  ).toEqual([{ many: true }])
}, 120_000)

test('somebody else behind the address that guessed → in at once', async () => {
  const began = performance.now()
  await hostingStore(owner).putAppPassword({
    ...{ commune: made.commune, mailbox: made.mairie, person: made.person, label: 'accueil' },
    ...office,
  })
  await hostingStore(owner).grant({
    ...{ commune: made.commune, mailbox: made.mairie, person: made.person, role: 'send' },
  })
  expect(await logIn(mairie, office.password, '127.0.0.13')).toMatchObject({ ok: true })
  expect(performance.now() - began).toBeLessThan(4_000)
})
const office = makeAppPassword()

test('a token of the webmail, right or wrong, from an address that guessed → looked at at once, and no row', async () => {
  await acceptedOnes(4)
  const before = await rows('select count(*)::int from sign_in')
  const open = async (user: string, accessToken: string) => {
    const imap = new ImapFlow({
      ...{ ...at(), secure: true, logger: false as const, tls: { rejectUnauthorized: false } },
      ...{ auth: { user, accessToken }, clientInfo: { 'x-originating-ip': '127.0.0.13' } },
    })
    try {
      await imap.connect()
      return true
    } catch {
      return false
    } finally {
      imap.close()
    }
  }
  const token = await issueMailboxToken(
    { mailbox: claire, person: made.person },
    dovecot.tokenKey,
    systemClock,
  )
  expect(await open(claire, token)).toBe(true)
  expect(await open(claire, `${token}x`)).toBe(false)
  expect(await rows('select count(*)::int from sign_in')).toEqual(before)
  expect(await logIn(claire, main, '127.0.0.13')).toMatchObject({ ok: false })
}, 30_000)

test('the same old password of a phone, again and again → the others are not kept out', async () => {
  const old = new Secret('old-password')
  await Promise.all(Array.from({ length: 15 }, () => logIn(claire, old, '127.0.0.15')))
  expect(await logIn(claire, main, '127.0.0.15')).toMatchObject({ ok: true })
}, 60_000)

test('an app password is revoked → its open session ends at once, that of another device goes on', async () => {
  await using revoked = await openImap({ ...at(), user: claire, password: phone.password })
  await using other = await openImap({ ...at(), user: claire, password: tablet.password })
  const began = performance.now()
  await owner.pool.query('update app_password set revoked_at = now() where selector = $1', [phone.selector])
  await revoked.ended
  // Who does not hear it looks after two seconds.
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await other.noop()).toContain('OK')
  await eventually('the row to be worked off', async () =>
    (await rows('select from session_end')).length === 0 ? true : null,
  )
  expect(await other.noop()).toContain('OK')
})

test('a second factor is switched on → what the main password opened ends, app passwords go on', async () => {
  await using first = await openImap({ ...at(), user: claire, password: main })
  await using other = await openImap({ ...at(), user: claire, password: tablet.password })
  await owner.pool.query('update person set two_factor_enabled = true where id = $1', [made.person])
  await first.ended
  expect(await other.noop()).toContain('OK')
  await owner.pool.query('update person set two_factor_enabled = false where id = $1', [made.person])
})

test('the mailbox is suspended → all its sessions end', async () => {
  await using other = await openImap({ ...at(), user: claire, password: tablet.password })
  await owner.pool.query('update mailbox set suspended_at = now() where id = $1', [made.personal])
  await other.ended
  await owner.pool.query('update mailbox set suspended_at = null where id = $1', [made.personal])
})

test('an app password that may not send → reads mail, and writes no script of the box', async () => {
  const laptop = makeAppPassword()
  const where = { commune: made.commune, mailbox: made.personal, person: made.person }
  await hostingStore(owner).putAppPassword({ ...where, ...laptop, label: 'laptop' })
  const opens = (protocol: string) =>
    dovecot.doveadm('auth', 'test', '-x', `protocol=${protocol}`, claire, laptop.password.reveal()).then(
      () => true,
      () => false,
    )
  expect([await opens('imap'), await opens('sieve')]).toEqual([true, true])
  await owner.pool.query('update app_password set smtp = false where selector = $1', [laptop.selector])
  expect([await opens('imap'), await opens('sieve')]).toEqual([true, false])
})

test('the worker is away → passwords alone decide', async () => {
  await close()
  expect(await logIn(claire, main, '127.0.0.16')).toMatchObject({ ok: true })
  expect(await logIn(claire, new Secret('wrong'), '127.0.0.16')).toMatchObject({
    ok: false,
    error: expect.stringContaining('AUTHENTICATIONFAILED'),
  })
}, 30_000)
