import { expect, test } from 'vitest'
import { z } from 'zod'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { allRoutes } from '#webmail/api/app.ts'

const rowsOf = z.object({ rows: z.array(z.unknown()) })
const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const boxes = async () => rowsOf.parse(await (await claire.ask('GET /boxes')).json()).rows

test('a person with a box and an access → both, their own first, with what is unread', async () => {
  expect(await boxes()).toMatchObject([
    { id: made.personal, kind: 'personal', role: 'owner', commune: 'Saulieu', unread: 0 },
    { id: made.mairie, kind: 'shared', role: 'manage', commune: 'Saulieu', unread: 0 },
  ])
})

test.each([
  ['suspended', 'suspended_at = now()'],
  ['closed', "expires_at = now() - interval '1 second'"],
  ['not made yet', 'provisioned_at = null'],
])('a box that is %s → neither listed nor opened, without signing in anew', async (_, set) => {
  await owner.pool.query(`update mailbox set ${set} where id = $1`, [made.mairie])
  try {
    expect(await boxes()).toMatchObject([{ id: made.personal }])
    expect((await claire.ask(`GET /boxes/${made.mairie}/folders`)).status).toBe(404)
  } finally {
    await owner.pool.query(
      'update mailbox set suspended_at = null, expires_at = null, provisioned_at = now() where id = $1',
      [made.mairie],
    )
  }
})

test('an access that ended → the box is gone with the next request', async () => {
  await owner.pool.query('update access set until = now() where mailbox_id = $1', [made.mairie])
  expect((await claire.ask(`GET /boxes/${made.mairie}/folders`)).status).toBe(404)
  await owner.pool.query('update access set until = null where mailbox_id = $1', [made.mairie])
  expect((await claire.ask(`GET /boxes/${made.mairie}/folders`)).status).toBe(200)
})

test('a person who only reads → folders shown, none made', async () => {
  await owner.pool.query("update access set role = 'read' where mailbox_id = $1", [made.mairie])
  expect((await claire.ask(`GET /boxes/${made.mairie}/folders`)).status).toBe(200)
  const made403 = await claire.ask(`POST /boxes/${made.mairie}/folders`, { name: 'Travaux', parent: null })
  expect(made403.status).toBe(403)
  await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
})

test('a folder made → listed; the same once more → already-exists; a name no server takes → mail-refused', async () => {
  const make = (name: string) => claire.ask(`POST /boxes/${made.mairie}/folders`, { name, parent: null })
  expect(await (await make('Été 2026')).json()).toMatchObject({ path: 'Été 2026', opens: true, total: 0 })
  expect(await (await make('Été 2026')).json()).toMatchObject({ code: 'already-exists' })
  expect(await (await make('a*b')).json()).toMatchObject({ code: 'mail-refused' })
})

/** With a body that is right for the route, so that nothing but the right to the box can refuse it. */
const routesOfBoxes = allRoutes.filter(({ name }) => name.includes('{box}'))

test.each(routesOfBoxes.map(({ name, definition }) => [name, definition.upload === true] as const))(
  '%s of a box of others → as if there were none',
  async (name, isUpload) => {
    const other = await webmail.outsider()
    const path = name
      .replace('{box}', made.mairie)
      .replace('{piece}', '0')
      .replaceAll(/\{\w+\}/g, made.commune)
    const asked = `${path}${queries[name] ?? ''}`
    const headers = isUpload ? { 'content-type': 'application/octet-stream' } : {}
    const answer = await other.ask(asked, path.startsWith('GET') ? undefined : bodies[name], headers)
    expect(await answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  },
)

const queries: Readonly<Record<string, string>> = {
  'GET /boxes/{box}/conversations': '?folder=INBOX',
  'GET /boxes/{box}/conversation': '?folder=INBOX&uid=1',
  'GET /boxes/{box}/message': '?folder=INBOX&uid=1',
  'GET /boxes/{box}/attachment': '?folder=INBOX&uid=1&part=1',
  'GET /boxes/{box}/invitation': '?folder=INBOX&uid=1',
  'GET /boxes/{box}/preview': '?folder=INBOX&uid=1&part=1',
  'GET /boxes/{box}/answer': '?folder=INBOX&uid=1&kind=reply',
  'GET /boxes/{box}/draft': '?folder=Drafts&uid=1',
  'GET /boxes/{box}/writers': '?folder=INBOX&uid=1',
  'GET /boxes/{box}/sent-copy': '?messageId=x&since=2026-03-02T08:00:00.000Z',
  'DELETE /boxes/{box}/drafts/{draft}': `?revision=${made.commune}`,
  'POST /boxes/{box}/drafts/{draft}/attachments': `?revision=${made.commune}&basedOn=${made.commune}&id=${made.commune}&name=a&type=b`,
  'GET /boxes/{box}/suggestions': '?q=mar',
  'GET /boxes/{box}/rule-proposal': '?folder=INBOX&uid=1',
  'DELETE /boxes/{box}/folder': '?path=x',
  'DELETE /boxes/{box}/folder-messages': '?role=trash',
}
const emptyDraft = {
  ...{ from: '', to: [], cc: [], bcc: [], subject: '', html: '', about: null, receipt: false },
}
const contactFields = {
  ...{ name: 'x', organisation: '', title: '', note: '' },
  ...{ emails: [], phones: [], postal: [] },
}
const bodies: Readonly<Record<string, unknown>> = {
  'POST /boxes/{box}/folders': { name: 'x', parent: null },
  'POST /boxes/{box}/shared-files': { name: 'x', octets: 1, days: 7, password: false },
  'POST /boxes/{box}/drafts/{draft}/shared-files': {
    ...{ file: made.commune, days: 7, password: false, because: 'leak' },
  },
  'PUT /boxes/{box}/drafts/{draft}': {
    ...{ revision: made.commune, basedOn: null, content: emptyDraft, keep: [], copies: [] },
  },
  'POST /boxes/{box}/outbox': {
    ...{ draft: made.commune, revision: made.commune, uid: 1, when: { undoSeconds: 0 }, accepted: [] },
  },
  'PATCH /boxes/{box}/outbox/{outgoing}': { sendAt: '2026-11-30T08:00:00.000Z' },
  'POST /boxes/{box}/invitation-answers': { place: { folder: 'INBOX', uid: 1 }, answer: 'accepted' },
  'POST /boxes/{box}/receipts': { place: { folder: 'INBOX', uid: 1 }, send: false },
  'POST /boxes/{box}/contacts': { fields: contactFields, groups: [] },
  'PUT /boxes/{box}/contacts/{contact}': { revision: 1, fields: contactFields, groups: [] },
  'POST /boxes/{box}/contact-merges': { contacts: [made.commune, made.mairie] },
  'POST /boxes/{box}/contact-imports/preview': { file: 'QQ==' },
  'POST /boxes/{box}/contact-imports': { file: 'QQ==', known: 'skip', without: [], group: null },
  'POST /boxes/{box}/contact-groups': { name: 'x' },
  'PUT /boxes/{box}/contact-groups/{group}': { name: 'x' },
  'POST /boxes/{box}/contact-groups/{group}/members': { add: [], remove: [] },
  'PUT /boxes/{box}/folder': { path: 'x', name: 'y', parent: null },
  'POST /boxes/{box}/labels': { name: 'x', colour: 'vert' },
  'PUT /boxes/{box}/labels/{label}': { name: 'x', colour: 'vert' },
  'POST /boxes/{box}/signatures': { name: 'x', html: '', isDefault: false, shared: false },
  'PUT /boxes/{box}/signatures/{signature}': { name: 'x', html: '', isDefault: false, revision: 1 },
  'POST /boxes/{box}/templates': { name: 'x', subject: '', html: '' },
  'PUT /boxes/{box}/templates/{template}': { name: 'x', subject: '', html: '', revision: 1 },
  'PUT /boxes/{box}/rules': { revision: '', other: null, rules: [] },
  'PUT /boxes/{box}/vacation': { revision: '', other: null, vacation: null },
  'PUT /boxes/{box}/forward': { revision: '', other: null, forward: null },
  'POST /boxes/{box}/rule-matches': { match: 'all', conditions: [{ field: 'attachment' }] },
  'POST /boxes/{box}/actions': { folder: 'INBOX', uids: [1], action: { kind: 'read' } },
}

/** Those for anyone are told in account.test.ts. */
const ofSomebody = allRoutes.filter(({ definition }) => definition.permission !== 'anyone')

test.each(ofSomebody.map(({ name }) => name))('%s without a session → not-signed-in', async (name) => {
  const path = name.replaceAll(/\{\w+\}/g, made.mairie)
  const answer = await webmail.stranger.ask(path, path.startsWith('GET') ? undefined : {})
  expect(await answer.json()).toMatchObject({ code: 'not-signed-in' })
})

test('a manager whose second factor is missing → told so, and no box is opened', async () => {
  const before = await webmail.signIn('password')
  expect(await (await before.ask('GET /boxes')).json()).toMatchObject({ code: 'second-factor-missing' })
  expect((await before.ask('GET /session')).status).toBe(200)
  await owner.pool.query("update session set factor = 'two-factor'")
})

test('a change from another site → foreign-origin', async () => {
  const asked = `POST /boxes/${made.mairie}/folders`
  const answer = await claire.ask(asked, { name: 'x', parent: null }, { origin: 'https://evil.test' })
  expect(await answer.json()).toMatchObject({ code: 'foreign-origin' })
})
