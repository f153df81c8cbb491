import { expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import { Secret } from '#core/secret.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { selectorOfCode } from '#identity/activation-code.ts'
import { issueActivationCode } from '#identity/issue-activation-code.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { type CookieBrowser, openBrowser } from '#test/support/admin/cookie-browser.ts'
import { makePasskey } from '#test/support/admin/software-passkey.ts'
import { enrolTotp, nextTotpCode } from '#test/support/admin/totp.ts'
import { address, mairie } from '#test/support/database/commune.ts'
import { openImap } from '#test/support/dovecot/open-imap.ts'
import { webmailPassword } from '#test/support/webmail/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { owner, made, origin, dovecot } = webmail
const hosting = hostingStore(owner)

let people = 0
async function person(role: 'member' | 'manager', { withPassword = true } = {}) {
  const email: EmailAddress = address(`person-${++people}@mairie-saulieu.test`)
  const who = { commune: made.commune, tenantKind: 'commune', role, name: 'Paul Brulé', email } as const
  const id = await hosting.putPerson(who)
  if (withPassword) await hosting.putPasswordHash(id, await hashPassword(new Secret(webmailPassword)))
  return { id, email }
}

async function signedIn(email: string, password = webmailPassword): Promise<CookieBrowser> {
  const browser = openBrowser(origin)
  const answer = await browser.auth('POST /sign-in/email', { email, password })
  expect(answer.status).toBe(200)
  return browser
}

const actionsOf = async (email: string): Promise<readonly string[]> => {
  const { rows } = await owner.pool.query(
    "select action from audit where actor = $1 and action <> 'create:person' order by id",
    [email],
  )
  return rows.map(({ action }) => action)
}

const codeFor = (id: string) =>
  owner.transaction(async (transaction) => (await issueActivationCode(transaction, id, Date.now())).code)

const chosen = 'un sapin vert du Morvan'

test('the code of a letter → whose it is, then a password and a session; the code is used up, and the log says so', async () => {
  const { id, email } = await person('member', { withPassword: false })
  const code = await codeFor(id)
  const browser = openBrowser(origin)
  const { body: whom } = await browser.ask('POST /activation/check', { code: code.toLowerCase() })
  expect(whom).toMatchObject({ name: 'Paul Brulé', email, commune: 'Saulieu' })
  const weak = await browser.ask('POST /activation', { code, password: 'motdepasse123' })
  expect(weak.body).toMatchObject({ code: 'invalid-input' })
  const { body: opened } = await browser.ask('POST /activation', { code, password: chosen })
  expect(opened).toEqual({ signedIn: true, secondFactorNeeded: false })
  expect((await browser.ask('GET /boxes')).body).toEqual({ rows: [] })
  expect((await browser.ask('POST /activation', { code, password: chosen })).status).toBe(404)
  expect(await actionsOf(email)).toContain('activate:person')
  expect((await signedIn(email, chosen)).cookies.size).toBeGreaterThan(0)
})

test('a manager comes with a letter → the second factor comes first; set up here, the boxes open', async () => {
  const { id, email } = await person('manager', { withPassword: false })
  const browser = openBrowser(origin)
  const answer = await browser.ask('POST /activation', { code: await codeFor(id), password: chosen })
  expect(answer.body).toEqual({ signedIn: true, secondFactorNeeded: true })
  expect((await browser.ask('GET /boxes')).body).toMatchObject({ code: 'second-factor-missing' })
  const { uri, codes } = await enrolTotp(browser, chosen)
  expect((await browser.ask('GET /boxes')).status).toBe(200)
  expect((await browser.ask('GET /self/factors')).body).toMatchObject({
    recoveryCodes: codes.length,
    passkeys: [],
    needed: true,
  })
  const later = openBrowser(origin)
  await later.auth('POST /sign-in/email', { email, password: chosen })
  expect((await later.ask('GET /session')).status).toBe(401)
  await later.auth('POST /two-factor/verify-totp', { code: nextTotpCode(uri) })
  expect((await later.ask('GET /session')).body).toMatchObject({ person: { email, factor: 'two-factor' } })
})

test('a code of nobody → as if there were none, and counted as a guess at that letter and at all of them', async () => {
  const code = 'AAAAA-AAAAA-AAAAA-AAAAA'
  expect((await openBrowser(origin).ask('POST /activation/check', { code })).status).toBe(404)
  const { rows } = await owner.pool.query(
    'select login from sign_in_failures where login = any ($1) order by login',
    [['activation', `activation ${selectorOfCode(code)}`]],
  )
  expect(rows).toHaveLength(2)
})

test('a passkey added → it opens the account alone; removed with the password, unless the role needs it', async () => {
  const { email } = await person('manager')
  const browser = await signedIn(email)
  const key = makePasskey(origin)
  const options = await browser.auth('GET /passkey/generate-register-options')
  const added = await browser.auth('POST /passkey/verify-registration', {
    response: key.register(options.body),
    name: 'Ordinateur',
  })
  expect(added.status).toBe(200)
  const opened = openBrowser(origin)
  const asked = await opened.auth('GET /passkey/generate-authenticate-options')
  await opened.auth('POST /passkey/verify-authentication', { response: key.authenticate(asked.body) })
  expect((await opened.ask('GET /session')).body).toMatchObject({ person: { email, factor: 'passkey' } })
  const { body: factors } = await opened.ask('GET /self/factors')
  const removal = `POST /self/passkeys/${factors.passkeys[0].id}/removal`
  const wrong = await opened.ask(removal, { password: 'not mine at all' })
  expect(wrong.body.errors).toMatchObject([{ pointer: '/body/password', code: 'wrong' }])
  expect((await opened.ask(removal, { password: webmailPassword })).body).toMatchObject({ code: 'in-use' })
  await enrolTotp(opened, webmailPassword)
  expect((await opened.ask(removal, { password: webmailPassword })).status).toBe(204)
  expect(await actionsOf(email)).toEqual(expect.arrayContaining(['enable:totp', 'remove:factor']))
})

test('two sessions and an end of one, then of the others → gone with the next request, and the log says so', async () => {
  const { email } = await person('member')
  const [here, there, elsewhere] = [await signedIn(email), await signedIn(email), await signedIn(email)]
  const { rows } = (await here.ask('GET /self/sessions')).body
  expect(rows).toHaveLength(3)
  const [own] = rows.filter(({ current }: { readonly current: boolean }) => current)
  const other = (await there.ask('GET /self/sessions')).body.rows.find(
    ({ current }: { readonly current: boolean }) => current,
  )
  expect(own.id).not.toBe(other.id)
  expect((await here.ask(`DELETE /self/sessions/${other.id}`)).status).toBe(204)
  expect((await there.ask('GET /session')).status).toBe(401)
  expect((await elsewhere.ask('GET /session')).status).toBe(200)
  expect((await here.ask('DELETE /self/sessions')).status).toBe(204)
  expect((await elsewhere.ask('GET /session')).status).toBe(401)
  expect((await here.ask('GET /self/sessions')).body.rows).toMatchObject([{ id: own.id, current: true }])
  expect(await actionsOf(email)).toEqual(['end:session', 'end:sessions'])
})

test('a session of somebody else → as if there were none', async () => {
  const [one, other] = [await person('member'), await person('member')]
  const theirs = await signedIn(other.email)
  const { rows } = (await theirs.ask('GET /self/sessions')).body
  const browser = await signedIn(one.email)
  expect((await browser.ask(`DELETE /self/sessions/${rows[0].id}`)).status).toBe(404)
  expect((await theirs.ask('GET /session')).status).toBe(200)
})

test('signed in, and a wrong password before → both in one’s own journal, and in nobody else’s', async () => {
  const { email } = await person('member')
  await openBrowser(origin).auth('POST /sign-in/email', { email, password: 'not mine at all' })
  const browser = await signedIn(email)
  const { rows } = (await browser.ask('GET /self/sign-ins?limit=10')).body
  expect(rows).toMatchObject([
    { login: email, outcome: 'accepted', protocol: 'web' },
    { login: email, outcome: 'refused', protocol: 'web' },
  ])
  const other = await signedIn((await person('member')).email)
  expect((await other.ask('GET /self/sign-ins')).body.rows).toMatchObject([{ outcome: 'accepted' }])
})

test('a password for a phone → opens that box over IMAP, and is listed without it; cut off → opens nothing', async () => {
  const { id, email } = await person('member')
  await hosting.grant({ commune: made.commune, mailbox: made.mairie, person: id, role: 'send' })
  const browser = await signedIn(email)
  expect((await browser.ask('GET /self/mailboxes')).body.rows).toMatchObject([
    { id: made.mairie, imap: true, smtp: true },
  ])
  const body = { mailbox: made.mairie, label: 'Téléphone de Paul', password: webmailPassword }
  const refused = await browser.ask('POST /self/app-passwords', { ...body, password: 'not mine at all' })
  expect(refused.body.errors).toMatchObject([{ code: 'wrong' }])
  const { body: phone } = await browser.ask('POST /self/app-passwords', body)
  const imaps = { host: '127.0.0.1', port: dovecot.installation.ports.imaps, user: mairie }
  const password = new Secret(phone.password)
  await using session = await openImap({ ...imaps, password })
  expect(await session.noop()).toMatch(/^OK/)
  const { rows } = (await browser.ask('GET /self/app-passwords')).body
  expect(rows).toMatchObject([{ id: phone.id, label: 'Téléphone de Paul' }])
  expect(JSON.stringify(rows)).not.toContain(phone.password)
  expect((await browser.ask(`DELETE /self/app-passwords/${phone.id}`)).status).toBe(204)
  await expect(openImap({ ...imaps, password })).rejects.toThrow('NO')
  expect(await actionsOf(email)).toEqual(['create:app-password', 'revoke:app-password'])
})

test('a box that one may only read, or none of one’s own → no password for a device', async () => {
  const { id, email } = await person('member')
  const browser = await signedIn(email)
  const body = { mailbox: made.mairie, label: 'Téléphone', password: webmailPassword }
  expect((await browser.ask('POST /self/app-passwords', body)).status).toBe(404)
  await hosting.grant({ commune: made.commune, mailbox: made.mairie, person: id, role: 'read' })
  expect((await browser.ask('POST /self/app-passwords', body)).body).toMatchObject({ code: 'forbidden' })
})

test('what a device asks for → the names and ports of this installation', async () => {
  const browser = await signedIn((await person('member')).email)
  expect((await browser.ask('GET /self/mail-servers')).body).toEqual({
    host: 'mail.cotedor.test',
    imapsPort: 993,
    submissionsPort: 465,
  })
})

test('another password → the old one is nothing any more, other sessions end', async () => {
  const { email } = await person('member')
  const [here, elsewhere] = [await signedIn(email), await signedIn(email)]
  const change = { current: webmailPassword, password: chosen }
  expect((await here.ask('PUT /self/password', change)).status).toBe(204)
  expect((await elsewhere.ask('GET /session')).status).toBe(401)
  expect((await signedIn(email, chosen)).cookies.size).toBeGreaterThan(0)
})

test('a change of one’s account from another site → foreign-origin', async () => {
  const browser = await signedIn((await person('member')).email)
  const answer = await fetch(`${origin}/api/v1/self/sessions`, {
    method: 'DELETE',
    headers: {
      cookie: [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
      origin: 'https://evil.test',
    },
  })
  expect(await answer.json()).toMatchObject({ code: 'foreign-origin' })
})
