import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import { findingsField } from '#core/message/findings-field.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { type Browser, findingsKey, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { address, claire, domainName, mairie } from '#test/support/database/commune.ts'
import { type Holding, hold } from '#test/support/database/held.ts'

let admin: TestAdmin
let owner: Database
let administrator: Browser
let manager: Browser
let semur: { readonly commune: CommuneId; readonly accueil: EmailAddress; readonly mailbox: MailboxId }
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  administrator = await admin.signIn({ role: 'administrator' })
  manager = await admin.signIn({ role: 'manager' })
  const hosting = hostingStore(owner)
  const { departmentId } = admin.saulieu
  const given = { departmentId, name: 'Semur', inseeCode: '21603', siren: null, population: null }
  const commune = await hosting.putCommune(given)
  await hosting.putDomain(commune, domainName('semur.test'))
  const accueil = address('accueil@semur.test')
  const mailbox = await hosting.putMailbox({ commune, address: accueil, owner: null, quotaBytes: 1e6 })
  semur = { commune, accueil, mailbox }
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await admin[Symbol.asyncDispose]()
})
beforeEach(() =>
  owner.pool.query('truncate kept_message, sender_rule cascade; delete from pgboss.job; truncate trace'),
)

const ours = (): Holding['for'][number] => ({
  recipient: mairie,
  commune: admin.saulieu.commune,
  mailbox: admin.saulieu.mairie,
})
const hers = () => ({ recipient: claire, commune: admin.saulieu.commune, mailbox: admin.saulieu.personal })
const theirs = () => ({ recipient: semur.accueil, commune: semur.commune, mailbox: semur.mailbox })

interface Listed {
  readonly rows: readonly {
    readonly queueId: string
    readonly recipients: readonly string[]
    readonly deciding: string | null
  }[]
  readonly next: string | null
}
const list = async (query = '', browser = administrator): Promise<Listed> =>
  (await (await browser.ask(`GET /held${query}`)).json()) as Listed
const jobs = async () =>
  (await owner.pool.query('select name, data from pgboss.job order by created_on, id')).rows
const actions = async (queueId: string) =>
  (
    await owner.pool.query(
      'select action, commune_id, entity, after from audit where entity_id = $1 order by id',
      [queueId],
    )
  ).rows

test('held for two in one commune and one in another → a row for each commune, with what the trace knows', async () => {
  const queueId = await hold(owner, { for: [ours(), hers(), theirs()] })
  const { rows } = await list()
  expect(rows.map(({ recipients }) => recipients)).toEqual(
    expect.arrayContaining([[claire, mairie], [semur.accueil]]),
  )
  expect(rows.find(({ recipients }) => recipients.length === 2)).toMatchObject({
    ...{ queueId, commune: { name: 'Saulieu' }, author: 'sgc@finances.test', reason: 'suspicion' },
    ...{ findings: ['look-alike-domain'], dangerous: true, deciding: null },
  })
  expect(await (await administrator.ask('GET /held/count')).json()).toEqual({
    ...{ count: 2, dangerous: 2, communes: 2 },
  })
})

test('five messages in pages of two → newest first, each once', async () => {
  const ids: string[] = []
  for (let index = 0; index < 5; index++) ids.push(await hold(owner, { for: [ours()] }))
  const first = await list('?limit=2')
  const second = await list(`?limit=2&after=${first.next}`)
  const third = await list(`?limit=2&after=${second.next}`)
  expect([...first.rows, ...second.rows, ...third.rows].map(({ queueId }) => queueId)).toEqual(
    ids.toReversed(),
  )
  expect(third.next).toBeNull()
})

test('filters by recipient, reason, danger and part of an address → only those', async () => {
  const lure = await hold(owner, { for: [ours()] })
  const file = { reason: 'attachment', author: 'marie@archives.test' } as const
  const archive = await hold(owner, { ...file, for: [hers()], findings: ['encrypted-archive'] })
  const image = await hold(owner, { ...file, for: [hers()], findings: ['disk-image'] })
  const found = async (query: string) => (await list(query)).rows.map(({ queueId }) => queueId)
  expect(await found(`?recipient=${mairie}`)).toEqual([lure])
  expect(await found('?reason=attachment')).toEqual([image, archive])
  expect(await found('?dangerous=true')).toEqual([image, lure])
  expect(await found('?dangerous=false')).toEqual([archive])
  const otherAccount = await hold(owner, {
    ...{ ...file, for: [hers()], findings: ['macro', 'bank-details-change'] },
  })
  const refused = await hold(owner, {
    ...{ reason: 'sender-denied', author: 'marie@archives.test', for: [hers()], findings: ['script'] },
  })
  expect(await found('?dangerous=true')).toEqual([refused, otherAccount, image, lure])
  const message = await administrator.ask(`GET /held/${otherAccount}`)
  expect(await message.json()).toMatchObject({ dangerous: true })
  expect(await (await administrator.ask('GET /held/count')).json()).toMatchObject({ count: 5, dangerous: 4 })
  await owner.pool.query('delete from kept_message where queue_id = any($1)', [[otherAccount, refused]])
  expect(await found('?search=ARCHIVES')).toEqual([image, archive])
  expect(await found(`?commune=${semur.commune}`)).toEqual([])
})

test('a manager → its own commune’s recipients alone, in list, message and count', async () => {
  const shared = await hold(owner, { for: [ours(), theirs()] })
  const other = await hold(owner, { for: [theirs()] })
  expect((await list('', manager)).rows).toMatchObject([{ queueId: shared, recipients: [mairie] }])
  const message = await (await manager.ask(`GET /held/${shared}`)).json()
  expect(message).toMatchObject({ recipients: [{ address: mairie }], authentication: { dmarc: 'pass' } })
  for (const name of [`GET /held/${other}`, `DELETE /held/${other}`])
    expect((await manager.ask(name)).status).toBe(404)
  for (const name of ['preview', 'release', 'block-sender'])
    expect((await manager.ask(`POST /held/${other}/${name}`, { body: {} })).status).toBe(404)
  expect(await jobs()).toEqual([])
})

test('a preview → safe text with what was found, and a row of the log that the commune sees', async () => {
  const carried = { authorDomain: 'finances.test', authenticated: false }
  const queueId = await hold(owner, {
    for: [ours()],
    content: (id) =>
      findingsField(
        {
          ...{ queueId: id, ...carried },
          attachments: [],
          suspicions: [{ mark: 'look-alike-domain', resembles: 'dgfip.finances.gouv.fr' }],
        },
        findingsKey,
      ) +
      'Subject: Mise =?utf-8?Q?=C3=A0?= jour\r\nFrom: SGC <sgc@finances.test>\r\nContent-Type: text/html\r\n\r\n<script>x</script><p>Bonjour</p>',
  })
  const answer = await manager.ask(`POST /held/${queueId}/preview`, { body: {} })
  expect(await answer.json()).toMatchObject({
    ...{ subject: 'Mise à jour', from: 'SGC <sgc@finances.test>', text: 'Bonjour', cut: false },
    suspicions: [{ mark: 'look-alike-domain', resembles: 'dgfip.finances.gouv.fr' }],
  })
  expect(await actions(queueId)).toEqual([
    {
      ...{ action: 'preview:held', commune_id: admin.saulieu.commune, after: null },
      entity: 'sgc@finances.test',
    },
  ])
})

test('support and auditor → see that it is held, never what it says', async () => {
  const queueId = await hold(owner, { for: [ours()] })
  for (const role of ['support', 'auditor'] as const) {
    const browser = await admin.signIn({ role })
    expect((await browser.ask(`GET /held/${queueId}`)).status).toBe(200)
    expect((await browser.ask(`POST /held/${queueId}/preview`, { body: {} })).status).toBe(403)
  }
})

test('a release → a job for the worker, deciding at once, refused the second time, in the log', async () => {
  const queueId = await hold(owner, { for: [ours(), hers()] })
  const body = { recipients: [mairie], allowSender: true }
  const answer = await manager.ask(`POST /held/${queueId}/release`, { body })
  expect(answer.status).toBe(202)
  expect(await answer.json()).toEqual({ recipients: [mairie], deciding: 'release' })
  const commune = admin.saulieu.commune
  expect(await jobs()).toEqual([
    {
      name: 'release-held',
      data: { queueId, commune, recipients: [mairie], allowSender: true, learn: false },
    },
  ])
  const message = (await (await manager.ask(`GET /held/${queueId}`)).json()) as Listed['rows'][number]
  expect(message.recipients).toMatchObject([
    { address: claire, deciding: null },
    { address: mairie, deciding: 'release' },
  ])
  expect((await manager.ask(`POST /held/${queueId}/release`, { body })).status).toBe(409)
  const rest = await administrator.ask(`DELETE /held/${queueId}`)
  expect(await rest.json()).toEqual({ recipients: [claire], deciding: 'delete' })
  expect(await actions(queueId)).toMatchObject([
    { action: 'release:held', after: { recipients: [mairie], allowSender: true, learn: false } },
    { action: 'delete:held', after: { recipients: [claire] } },
  ])
})

test('a decision, done by the worker → gone from the list', async () => {
  const queueId = await hold(owner, { for: [ours()] })
  await manager.ask(`DELETE /held/${queueId}?recipients=${mairie}`)
  expect((await list()).rows).toMatchObject([{ deciding: 'delete' }])
  await heldDecisionsStore(owner).delete({ queueId, commune: admin.saulieu.commune, recipients: null })
  expect((await list()).rows).toEqual([])
  expect((await manager.ask(`GET /held/${queueId}`)).status).toBe(404)
})

test('a virus → no release, for nobody here; deleted like any other', async () => {
  const queueId = await hold(owner, { for: [ours()], reason: 'virus' })
  const answer = await administrator.ask(`POST /held/${queueId}/release`, { body: {} })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ code: 'virus-stays-held' })
  expect(await jobs()).toEqual([])
  expect((await administrator.ask(`DELETE /held/${queueId}`)).status).toBe(202)
})

test('an address that it is not held for → 422 at its place', async () => {
  const queueId = await hold(owner, { for: [ours()] })
  const body = { recipients: [mairie, semur.accueil] }
  const answer = await manager.ask(`POST /held/${queueId}/release`, { body })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/body/recipients/1' }] })
})

test('the sender blocked by a manager → denied in its commune, the message deleted there; everywhere → 403', async () => {
  const queueId = await hold(owner, { for: [ours(), theirs()] })
  const path = `POST /held/${queueId}/block-sender`
  expect((await manager.ask(path, { body: { everywhere: true } })).status).toBe(403)
  expect((await manager.ask(path, { body: {} })).status).toBe(202)
  const { rows } = await owner.pool.query('select commune_id, kind, value, effect from sender_rule')
  expect(rows).toEqual([
    { commune_id: admin.saulieu.commune, kind: 'address', value: 'sgc@finances.test', effect: 'deny' },
  ])
  expect((await jobs()).map(({ data }) => data.recipients)).toEqual([[mairie]])
})

test('a whole domain blocked everywhere → one rule of the département; one of ours → 422', async () => {
  const queueId = await hold(owner, { for: [theirs()] })
  const body = { kind: 'domain', everywhere: true }
  const answer = await administrator.ask(`POST /held/${queueId}/block-sender`, { body })
  expect(await answer.json()).toEqual({ value: 'finances.test', deciding: 'delete' })
  const { rows } = await owner.pool.query('select commune_id, kind, value from sender_rule')
  expect(rows).toEqual([{ commune_id: admin.saulieu.department, kind: 'domain', value: 'finances.test' }])
  const own = await hold(owner, { for: [theirs()], author: 'maire@semur.test' })
  expect((await administrator.ask(`POST /held/${own}/block-sender`, { body })).status).toBe(422)
})
