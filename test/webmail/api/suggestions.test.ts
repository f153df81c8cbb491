import { ImapFlow } from 'imapflow'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { answered } from '#test/support/admin/two-communes.ts'
import {
  address,
  claire as claireAddress,
  domainName,
  mairie,
  saulieu,
} from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner, dovecot } = webmail
const claire = await webmail.signIn()
const box = `/boxes/${made.mairie}`

interface Suggested {
  readonly name: string
  readonly address: string
  readonly kind: string
}
const suggested = async (q: string, of = box): Promise<readonly Suggested[]> =>
  (await answered(claire.ask(`GET ${of}/suggestions?q=${encodeURIComponent(q)}`))).body.rows
const addresses = async (q: string): Promise<readonly string[]> =>
  (await suggested(q)).map((each) => each.address)

const hosting = hostingStore(owner)
const semur = await hosting.putCommune({
  ...{ departmentId: made.departmentId, name: 'Semur-en-Auxois', inseeCode: '21603' },
  ...{ siren: null, population: 4300 },
})
await hosting.putDomain(semur, domainName('mairie-semur.test'))
const boxOf = async (local: string, name: string, commune = made.commune): Promise<string> => {
  const domain = commune === semur ? 'mairie-semur.test' : saulieu
  const email = address(`${local}@${domain}`)
  const person = await hosting.putPerson({ commune, tenantKind: 'commune', role: 'member', name, email })
  await hosting.putMailbox({ commune, address: email, owner: person, quotaBytes: 1_000_000 })
  await owner.pool.query('update mailbox set provisioned_at = now() where address = $1', [email])
  return email
}
const contact = (name: string, ...mails: readonly string[]) =>
  claire.ask(`POST ${box}/contacts`, {
    fields: {
      ...{ name, organisation: '', title: '', note: '', phones: [], postal: [] },
      emails: mails.map((mail) => ({ kind: 'work', address: mail })),
    },
    groups: [],
  })

/** Puts a message into what was sent. */
async function sent(to: string, more = '', at = new Date()): Promise<void> {
  const who = { mailbox: mairie, person: made.person }
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
    logger: false,
    auth: { user: mairie, accessToken: await issueMailboxToken(who, dovecot.tokenKey, systemClock) },
  })
  await client.connect()
  const mail = `From: ${mairie}\r\nTo: ${to}\r\n${more}Subject: x\r\n\r\ny\r\n`
  await client.append('Sent', mail, ['\\Seen'], at)
  await client.logout()
}

test('a contact, a colleague, somebody written to, another commune → in this order, each once', async () => {
  await contact('Marie Contact', 'marie.contact@a.test')
  await boxOf('marie.collegue', 'Marie Collègue')
  await boxOf('marie.voisine', 'Marie Voisine', semur)
  await sent('Marie Passée <marie.passee@b.test>', '', new Date(Date.now() - 86_400_000))
  await sent('"Marie, hier" <marie.hier@b.test>, marie.contact@a.test')
  expect((await suggested('mar')).map(({ address: mail, kind }) => [mail, kind])).toEqual([
    ['marie.contact@a.test', 'contact'],
    [`marie.collegue@${saulieu}`, 'directory'],
    ['marie.hier@b.test', 'past'],
    ['marie.passee@b.test', 'past'],
    ['marie.voisine@mairie-semur.test', 'directory'],
  ])
})

test('accents and capitals on either side → make no difference; the middle of a word → nobody', async () => {
  await contact('Hélène Œuvrard', 'h@a.test')
  await sent('=?utf-8?Q?J=C3=A9r=C3=B4me_No=C3=ABl?= <j.noel@b.test>')
  await boxOf('zelie', 'Zélie Ménard')
  for (const q of ['hele', 'HÉLÈ', 'oeuv', 'ŒUV', 'hel oeu', 'h@a.te'])
    expect(await addresses(q)).toEqual(['h@a.test'])
  for (const q of ['jerome', 'JÉRÔ', 'noel', 'j.noe', 'jer no'])
    expect(await addresses(q)).toEqual(['j.noel@b.test'])
  for (const q of ['zelie', 'ménar', 'men zel']) expect(await addresses(q)).toEqual([`zelie@${saulieu}`])
  for (const q of ['élène', 'enard', 'oël']) expect(await addresses(q)).toEqual([])
})

test('a message sent a moment ago → its recipients are there with the next letter, copies and blind copies too', async () => {
  expect(await addresses('kar')).toEqual([])
  await sent('x@b.test', 'Cc: Karim Un <k1@b.test>\r\nBcc: karine@b.test\r\n')
  expect([...(await addresses('kari'))].sort()).toEqual(['k1@b.test', 'karine@b.test'])
})

test('mail that was only received, the box itself, patterns of SQL, one letter of somebody written to → nobody', async () => {
  expect(await addresses(mairie)).toEqual([])
  for (const q of ['%', '_', '\\', '', '  ']) expect(await addresses(q)).toEqual([])
  expect((await suggested('k')).filter(({ kind }) => kind === 'past')).toEqual([])
})

test('who is suspended, closed, not made yet, or of a commune that is → not among the suggestions', async () => {
  const email = await boxOf('nadia', 'Nadia Brun', semur)
  expect(await addresses('nadia')).toEqual([email])
  const without = async (change: string, back: string): Promise<void> => {
    await owner.pool.query(change)
    expect(await addresses('nadia')).toEqual([])
    await owner.pool.query(back)
  }
  const box_ = `where address = '${email}'`
  await without(
    `update mailbox set suspended_at = now() ${box_}`,
    `update mailbox set suspended_at = null ${box_}`,
  )
  await without(
    `update mailbox set expires_at = now() ${box_}`,
    `update mailbox set expires_at = null ${box_}`,
  )
  await without(
    `update mailbox set provisioned_at = null ${box_}`,
    `update mailbox set provisioned_at = now() ${box_}`,
  )
  await without(
    `update person set suspended_at = now() where email = '${email}'`,
    `update person set suspended_at = null where email = '${email}'`,
  )
  await without(
    `update commune set suspended_at = now() where id = '${semur}'`,
    `update commune set suspended_at = null where id = '${semur}'`,
  )
  expect(await addresses('nadia')).toEqual([email])
})

test('a list for its members alone → suggested to a member, to nobody else', async () => {
  const { rows } = await owner.pool.query(
    "insert into list (commune_id, domain, local_part, name, senders) values ($1, $2, 'quorum', 'Quorum', 'members') returning id",
    [made.commune, saulieu],
  )
  expect(await addresses('quor')).toEqual([])
  await owner.pool.query('insert into list_member (list_id, commune_id, target) values ($1, $2, $3)', [
    rows[0].id,
    made.commune,
    mairie,
  ])
  expect(await suggested('quor')).toMatchObject([
    { name: 'Quorum', address: `quorum@${saulieu}`, commune: 'Saulieu' },
  ])
  expect(await suggested('quor', `/boxes/${made.personal}`)).toEqual([])
})

test('the name of a group → whom it stands for', async () => {
  const made_ = await answered(contact('Paul Groupe', 'paul.groupe@a.test'))
  const group = await answered(claire.ask(`POST ${box}/contact-groups`, { name: 'Équipe voirie' }))
  await claire.ask(`POST ${box}/contact-groups/${group.body.id}/members`, {
    add: [made_.body.id],
    remove: [],
  })
  const { body } = await answered(claire.ask(`GET ${box}/suggestions?q=equipe`))
  expect(body).toEqual({
    rows: [],
    groups: [{ name: 'Équipe voirie', members: [{ name: 'Paul Groupe', address: 'paul.groupe@a.test' }] }],
  })
})

test('contacts of one box → not suggested in another', async () => {
  expect(await suggested('marie.contact', `/boxes/${made.personal}`)).toEqual([])
})

test('more than a dozen → the first twelve', async () => {
  for (let at = 0; at < 15; at += 1) await contact(`Quentin ${at}`, `quentin${at}@a.test`)
  expect(await suggested('quentin')).toHaveLength(12)
})

test('the directory → own commune first, by what a word of it begins with, the asking box left out', async () => {
  const { body } = await answered(claire.ask(`GET ${box}/directory?limit=200`))
  const rows: readonly { readonly address: string; readonly commune: string }[] = body.rows
  expect(body.total).toBe(rows.length)
  expect(rows.map(({ address: mail }) => mail)).toContain(claireAddress)
  expect(rows.map(({ address: mail }) => mail)).not.toContain(mairie)
  const communes = rows.map(({ commune }) => commune)
  expect(communes.lastIndexOf('Saulieu')).toBeLessThan(communes.indexOf('Semur-en-Auxois'))
  const own = await answered(claire.ask(`GET ${box}/directory?own=1&q=mar`))
  expect(own.body.rows).toEqual([
    { name: 'Marie Collègue', address: `marie.collegue@${saulieu}`, commune: 'Saulieu', kind: 'person' },
  ])
  const ofSemur = await answered(claire.ask(`GET ${box}/directory?q=auxois`))
  expect(
    ofSemur.body.rows.every(({ commune }: { readonly commune: string }) => commune === 'Semur-en-Auxois'),
  ).toBe(true)
})
