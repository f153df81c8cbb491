import { ImapFlow } from 'imapflow'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { answered } from '#test/support/admin/two-communes.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner, dovecot } = webmail
const claire = await webmail.signIn()
const box = `/boxes/${made.mairie}`
const ask = (name: string, body?: unknown) => answered(claire.ask(name, body))
const make = (name: string, colour = 'vert') => ask(`POST ${box}/labels`, { name, colour })

async function imap<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const who = { mailbox: mairie, person: made.person }
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
    logger: false,
    auth: { user: mairie, accessToken: await issueMailboxToken(who, dovecot.tokenKey, systemClock) },
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}
const append = (folder: string, subject: string) =>
  imap((client) => client.append(folder, `From: a@b.test\r\nSubject: ${subject}\r\n\r\nx\r\n`))
const keywordsIn = (folder: string) =>
  imap(async (client) => {
    await client.mailboxOpen(folder)
    const messages = await client.fetchAll('1:*', { flags: true })
    return messages.flatMap(({ flags }) => [...(flags ?? [])].filter((flag) => flag.startsWith('vm-label')))
  })
const rowsOf = async (query: string) =>
  (await ask(`GET ${box}/conversations?folder=INBOX&${query}`)).body.rows.map(
    ({ subject, labels }: { readonly subject: string; readonly labels: readonly string[] }) => [
      subject,
      labels,
    ],
  )

test('labels made, renamed, recoloured → in the order of names; a name that is there already → told', async () => {
  const { status, body } = await make('Zone', 'bleu')
  expect([status, body.colour]).toEqual([201, 'bleu'])
  const other = await make('École')
  expect((await make('ECOLE', 'rose')).body).toMatchObject({ code: 'already-exists' })
  const change = (fields: object) => ask(`PUT ${box}/labels/${body.id}`, fields)
  expect((await change({ name: 'école', colour: 'gris' })).body).toMatchObject({ code: 'already-exists' })
  expect((await change({ name: 'zone', colour: 'gris' })).body).toEqual({
    id: body.id,
    name: 'zone',
    colour: 'gris',
  })
  expect((await ask(`GET ${box}/labels`)).body.rows).toEqual([
    { id: other.body.id, name: 'École', colour: 'vert' },
    { id: body.id, name: 'zone', colour: 'gris' },
  ])
})

test.each(['', '  ', '"', 'a"b', '…', 'x'.repeat(41), 'a\nb'])('the name %j → refused', async (name) => {
  expect((await make(name)).status).toBe(422)
})

test('a colour that is none → refused', async () => {
  expect((await make('Rouge', '#f00')).status).toBe(422)
})

test('a label given → a keyword of the message, shown on it and found by its name; taken off → neither', async () => {
  await append('INBOX', 'Acte')
  await append('INBOX', 'Autre')
  const { body: label } = await make('État civil')
  const act = (kind: string) =>
    ask(`POST ${box}/actions`, { folder: 'INBOX', uids: [1], action: { kind, label: label.id } })
  expect((await act('label')).status).toBe(200)
  expect(await keywordsIn('INBOX')).toEqual([`vm-label-${label.id}`])
  expect(await rowsOf('single=1')).toContainEqual(['Acte', [label.id]])
  expect((await ask(`GET ${box}/conversation?folder=INBOX&uid=1`)).body.labels).toEqual([label.id])
  for (const q of ['libellé:"État civil"', 'label:"etat civil"', 'libelle:"ÉTAT CIVIL"'])
    expect(await rowsOf(`q=${encodeURIComponent(q)}`)).toEqual([['Acte', [label.id]]])
  expect(await rowsOf(`q=${encodeURIComponent('libellé:inconnu')}`)).toEqual([])
  expect((await act('unlabel')).status).toBe(200)
  expect(await keywordsIn('INBOX')).toEqual([])
})

test('a label of another box, or of none → not given', async () => {
  const { body } = await ask(`POST /boxes/${made.personal}/labels`, { name: 'Perso', colour: 'rose' })
  for (const label of [body.id, made.commune, 'x'])
    expect(
      (await ask(`POST ${box}/actions`, { folder: 'INBOX', uids: [1], action: { kind: 'label', label } }))
        .body,
    ).toMatchObject({ code: 'not-found' })
  const other = `${box}/labels/${body.id}`
  expect((await ask(`PUT ${other}`, { name: 'x', colour: 'rose' })).status).toBe(404)
  expect((await ask(`DELETE ${other}`)).status).toBe(404)
  expect((await ask(`GET /boxes/${made.personal}/labels`)).body.rows).toHaveLength(1)
})

test('a label deleted → off every message in every folder, other labels stay', async () => {
  await append('Archive', 'Vieux')
  const { body: gone } = await make('Provisoire')
  const { body: stays } = await make('Durable')
  for (const folder of ['INBOX', 'Archive'])
    for (const label of [gone.id, stays.id])
      await ask(`POST ${box}/actions`, { folder, uids: [1], action: { kind: 'label', label } })
  expect((await ask(`DELETE ${box}/labels/${gone.id}`)).status).toBe(204)
  for (const folder of ['INBOX', 'Archive'])
    expect(await keywordsIn(folder)).toEqual([`vm-label-${stays.id}`])
  expect((await ask(`DELETE ${box}/labels/${gone.id}`)).status).toBe(404)
  expect(
    (await ask(`GET ${box}/labels`)).body.rows.map(({ id }: { readonly id: string }) => id),
  ).not.toContain(gone.id)
})

test('who may only read the box → sees labels, makes none', async () => {
  await owner.pool.query("update access set role = 'read' where mailbox_id = $1", [made.mairie])
  try {
    expect((await ask(`GET ${box}/labels`)).status).toBe(200)
    expect((await make('x')).status).toBe(403)
  } finally {
    await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
  }
})

test('a conversation in two folders → the labels of the one that is open', async () => {
  const written = (id: string, more = '') =>
    `From: a@b.test\r\nMessage-ID: <${id}>\r\n${more}Subject: Devis\r\n\r\nx\r\n`
  const answer = written('devis2@b.test', 'In-Reply-To: <devis@b.test>\r\n')
  const uidOf = async (folder: string, message: string) => {
    const appended = await imap((client) => client.append(folder, message))
    return appended === false ? 0 : (appended.uid ?? 0)
  }
  const [here, there] = [await uidOf('INBOX', written('devis@b.test')), await uidOf('Archive', answer)]
  const labels = [(await make('Ici')).body.id, (await make('Ailleurs')).body.id]
  for (const [at, [folder, uid]] of [['INBOX', here] as const, ['Archive', there] as const].entries())
    await ask(`POST ${box}/actions`, { folder, uids: [uid], action: { kind: 'label', label: labels[at] } })
  const opened = async (folder: string, uid: number) =>
    (await ask(`GET ${box}/conversation?folder=${folder}&uid=${uid}`)).body
  const conversation = await opened('INBOX', here)
  expect(conversation.messages).toHaveLength(2)
  expect(conversation.labels).toEqual([labels[0]])
  expect((await opened('Archive', there)).labels).toEqual([labels[1]])
})
