import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { content, draftsOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const { box, save, inBox } = draftsOf(webmail, claire)

/** May write in the box of the mairie. */
const colleague = await webmail.outsider(made.commune)
await hostingStore(owner).grant({
  ...{ commune: made.commune, mailbox: made.mairie, person: colleague.person, role: 'send' },
})

const put = (fields: string) =>
  inBox(async (client) => {
    const appended = await client.append(
      'INBOX',
      `From: a@ailleurs.test\r\nTo: ${mairie}\r\nSubject: x\r\n${fields}\r\nx\r\n`,
    )
    return appended === false ? 0 : (appended.uid ?? 0)
  })
const aboutIt = (uid: number) => ({ kind: 'reply', place: { folder: 'INBOX', uid }, quoted: false })
const writers = async (who: typeof claire, uid: number) =>
  await (await who.ask(`GET ${box}/writers?folder=INBOX&uid=${uid}`)).json()

test('a colleague answers another message of the conversation → told, by name; to themselves not', async () => {
  const first = await put('Message-ID: <one@ailleurs.test>\r\n')
  const second = await put('Message-ID: <two@ailleurs.test>\r\nReferences: <one@ailleurs.test>\r\n')
  const other = await put('Message-ID: <three@ailleurs.test>\r\n')
  expect(await writers(claire, first)).toEqual({ rows: [] })
  const draft = randomUUID()
  await colleague.ask(`PUT ${box}/drafts/${draft}`, {
    ...{
      revision: draft,
      basedOn: null,
      content: { ...content, about: aboutIt(second) },
      keep: [],
      copies: [],
    },
  })
  for (const uid of [first, second])
    expect(await writers(claire, uid)).toEqual({ rows: [{ person: 'Outsider', at: expect.any(String) }] })
  expect(await writers(claire, other)).toEqual({ rows: [] })
  expect(await writers(colleague, second)).toEqual({ rows: [] })
  // Nobody is kept from anything.
  expect(await save({ content: { about: aboutIt(second) } })).toMatchObject({ conflict: false })
  expect(await writers(colleague, second)).toMatchObject({ rows: [{ person: 'Claire Garnier' }] })
})

test('somebody who may not open the box any more, and an answer of another day → not told', async () => {
  const uid = await put('Message-ID: <four@ailleurs.test>\r\n')
  const gone = await webmail.outsider(made.commune)
  const hosting = hostingStore(owner)
  await hosting.grant({ commune: made.commune, mailbox: made.mairie, person: gone.person, role: 'send' })
  const draft = randomUUID()
  await gone.ask(`PUT ${box}/drafts/${draft}`, {
    ...{ revision: draft, basedOn: null, content: { ...content, about: aboutIt(uid) }, keep: [], copies: [] },
  })
  expect(await writers(claire, uid)).toMatchObject({ rows: [{ person: 'Outsider' }] })
  await owner.pool.query('delete from access where person_id = $1', [gone.person])
  expect(await writers(claire, uid)).toEqual({ rows: [] })
  await inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    const message = await client.fetchOne('*', { source: true })
    if (message === false || message.source === undefined) throw new Error('no draft')
    await client.messageDelete('1:*')
    await client.append('Drafts', message.source, ['\\Draft'], new Date(Date.now() - 2 * 86_400_000))
  })
  await hosting.grant({ commune: made.commune, mailbox: made.mairie, person: gone.person, role: 'send' })
  expect(await writers(claire, uid)).toEqual({ rows: [] })
})
