// Pictures shown unasked: of whom one person chose, in a message that the gateway proved to be theirs, and of nobody else.

import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findingsField } from '#core/message/findings-field.ts'
import { mostPictureSenders } from '#db/stores/webmail/picture-senders.ts'
import { answered } from '#test/support/admin/two-communes.ts'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox } from '#test/support/dovecot/mailbox-client.ts'
import { findingsKey } from '#test/support/webmail/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const author = 'lettre@vauthier.test'
const queueId = '01JQ0000000000000000000001'

interface Sent {
  readonly from?: string
  readonly authenticated?: boolean
  readonly authorDomain?: string
  readonly html?: string
}

const source = ({
  from = `Vauthier <${author}>`,
  authenticated = true,
  authorDomain = 'vauthier.test',
  html = '<p>Bonjour</p><img src="https://away.test/a.png" width="40" height="40">',
}: Sent) =>
  [
    findingsField(
      { queueId, authorDomain, authenticated, attachments: [], suspicions: [] },
      findingsKey,
    ).trimEnd(),
    `Received: from x ([192.0.2.1])\r\n\tby mx.test (Vaguemestre) with ESMTPS (TLSv1.3 X)\r\n\tid ${queueId} for <${mairie}>;\r\n\tMon, 2 Nov 2026 14:12:00 +0000`,
    `From: ${from}\r\nTo: ${mairie}\r\nSubject: Lettre\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8`,
    `\r\n${html}\r\n`,
  ].join('\r\n')

const sent = {
  own: {},
  capitals: { from: `Vauthier <Lettre@VAUTHIER.test>` },
  unproven: { authenticated: false },
  'of another domain': { authorDomain: 'carrier.test' },
  'of two authors': { from: `${author}, x@vauthier.test` },
  'of a neighbour': { from: 'autre@vauthier.test' },
  'without pictures': { html: '<p>Bonjour</p>' },
} satisfies Readonly<Record<string, Sent>>
const uids = new Map<string, number>()
beforeAll(() =>
  inMailbox(webmail.dovecot, { mailbox: mairie, person: made.person }, async (client) => {
    for (const [name, each] of Object.entries(sent)) {
      const appended = await client.append('INBOX', source(each))
      if (appended !== false) uids.set(name, appended.uid ?? 0)
    }
  }),
)

const body = z.object({
  html: z.string(),
  remoteImages: z.number(),
  picturesOf: z.object({ address: z.string(), always: z.boolean() }).nullable(),
})
/** What is shown, and whether its picture comes by our proxy. */
async function reading(name: keyof typeof sent, who = claire) {
  const answer = await who.ask(`GET /boxes/${made.mairie}/message?folder=INBOX&uid=${uids.get(name)}`)
  const { html, remoteImages, picturesOf } = body.parse(await answer.json())
  return { shown: html.includes(`${webmail.contentOrigin}/image/`), remoteImages, picturesOf }
}
const choose = (address: string) => answered(claire.ask('POST /picture-senders', { address }))
const chosen = async () => (await answered(claire.ask('GET /picture-senders'))).body

test('nobody chosen → kept back, and who may be chosen is named where it is proven', async () => {
  expect(await reading('own')).toEqual({
    ...{ shown: false, remoteImages: 1 },
    picturesOf: { address: author, always: false },
  })
  for (const name of ['unproven', 'of another domain', 'of two authors', 'without pictures'] as const)
    expect((await reading(name)).picturesOf, name).toBeNull()
})

test('somebody chosen → shown in what is proven to be theirs alone, to who chose alone; taken back → asked for again', async () => {
  expect((await choose('Lettre@Vauthier.test')).status).toBe(204)
  expect((await choose(author)).status).toBe(204)
  expect(await chosen()).toEqual({ rows: [author] })
  for (const name of ['own', 'capitals'] as const)
    expect(await reading(name), name).toMatchObject({
      shown: true,
      picturesOf: { address: author, always: true },
    })
  for (const name of ['unproven', 'of another domain', 'of two authors', 'of a neighbour'] as const)
    expect((await reading(name)).shown, name).toBe(false)
  const outsider = await webmail.outsider()
  expect((await answered(outsider.ask('GET /picture-senders'))).body).toEqual({ rows: [] })
  await claire.ask(`DELETE /picture-senders/${encodeURIComponent(author)}`)
  expect(await chosen()).toEqual({ rows: [] })
  expect((await reading('own')).shown).toBe(false)
})

test('more than anybody chooses → refused, and those that are there stay', async () => {
  await owner.pool.query(
    "insert into picture_sender (person_id, address) select $1, n || '@x.test' from generate_series(1, $2::int) n",
    [made.person, mostPictureSenders],
  )
  expect((await choose(author)).status).toBe(422)
  expect((await choose('1@x.test')).status).toBe(204)
  await owner.pool.query('delete from picture_sender')
})
