import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { EmailAddress } from '#core/address/email-address.ts'
import { mairie, claire as personal } from '#test/support/database/commune.ts'
import { inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { everyBoxRoutes } from '#webmail/contract/every-box.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const { answer } = everyBoxRoutes['GET /conversations']

const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12))
const put = (mailbox: EmailAddress, messages: readonly (readonly [string, number, string[]?, string?])[]) =>
  inMailbox(webmail.dovecot, { mailbox, person: made.person }, async (client) => {
    for (const [subject, on, flags = [], folder = 'INBOX'] of messages)
      await client.append(folder, `From: a@b.test\r\nSubject: ${subject}\r\n\r\nsalle\r\n`, flags, day(on))
  })

beforeAll(async () => {
  await put(personal, [
    ['P1', 1, ['\\Seen']],
    ['P4', 4, ['\\Flagged']],
    ['P6', 6, ['vm-label-1']],
    ['Archives', 7, [], 'Archive'],
  ])
  await put(mairie, [
    ['M2', 2, ['\\Seen']],
    ['M3', 3],
    ['M5', 5, ['\\Seen', '\\Flagged']],
    ['Jeté', 8, [], 'Trash'],
  ])
})

const asked = async (query = '', by = claire) =>
  answer.parse(await (await by.ask(`GET /conversations${query}`)).json())
const subjects = async (query = '') => (await asked(query)).rows.map(({ subject }) => subject)

test('two boxes → their inboxes as one list, the newest first, each row with its box', async () => {
  const page = await asked()
  expect(page.rows.map(({ subject, box }) => [subject, box === made.mairie])).toEqual([
    ...[['P6', false] as const, ['M5', true] as const, ['P4', false] as const],
    ...[['M3', true] as const, ['M2', true] as const, ['P1', false] as const],
  ])
  expect(page).toMatchObject({ total: 6, more: false, missing: [] })
})

test('page by page → the same rows, none twice, the same state', async () => {
  const pages = await Promise.all([0, 2, 4, 6].map((offset) => asked(`?offset=${offset}&limit=2`)))
  expect(pages.flatMap(({ rows }) => rows.map(({ subject }) => subject))).toEqual(await subjects())
  expect(new Set(pages.map(({ state }) => state)).size).toBe(1)
})

test.each([
  ['?filter=unread', ['P6', 'P4', 'M3']],
  ['?filter=flagged', ['M5', 'P4']],
  ['?q=salle', ['Archives', 'P6', 'M5', 'P4', 'M3', 'M2', 'P1']],
  ['?q=salle&filter=unread&limit=2&offset=1', ['P6', 'P4']],
  [`?q=${encodeURIComponent('dans:corbeille')}`, ['Jeté']],
  [`?q=${encodeURIComponent('dans:inconnu')}`, []],
])('%s → %j', async (query, expected) => {
  expect(await subjects(query)).toEqual(expected)
})

test('a label that one of the boxes has → what bears it there', async () => {
  await claire.ask(`POST /boxes/${made.personal}/labels`, { name: 'Voirie', colour: 'vert' })
  const { rows } = z
    .object({ rows: z.array(z.object({ id: z.string() })) })
    .parse(await (await claire.ask(`GET /boxes/${made.personal}/labels`)).json())
  await put(personal, [['Trottoir', 9, [`vm-label-${rows[0]?.id}`]]])
  expect(await subjects(`?q=${encodeURIComponent('libellé:voirie')}`)).toEqual(['Trottoir'])
  expect((await asked()).rows[0]).toMatchObject({ subject: 'Trottoir', labels: [rows[0]?.id] })
})

test('somebody else → nothing of these boxes; an access that ended → gone with the next request', async () => {
  expect(await asked('', await webmail.outsider())).toMatchObject({ rows: [], total: 0 })
  await owner.pool.query('update access set until = now() where mailbox_id = $1', [made.mairie])
  const { rows } = await asked('?q=salle')
  expect(new Set(rows.map(({ box }) => box))).toEqual(new Set([made.personal]))
  await owner.pool.query('update access set until = null where mailbox_id = $1', [made.mairie])
})
