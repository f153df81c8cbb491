import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { mairie } from '#test/support/database/commune.ts'
import { knownMail } from '#webmail/api/imap/conversation-list.ts'
import { createFolder } from '#webmail/api/imap/folders.ts'
import type { ListFilter } from '#webmail/api/imap/list-page.ts'
import { searchMail } from '#webmail/api/imap/search/search-mail.ts'
import { parseQuery } from '#webmail/search/parse.ts'
import { certainly, mailboxUnderTest } from '../mailbox-under-test.ts'

const { connections, visit, append, doveadm } = await mailboxUnderTest()
const known = knownMail()
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12))
const labels = new Map([['voirie', 'v1']])
type More = { folder?: string | null; offset?: number; limit?: number; filter?: ListFilter }
const search = (text: string, more: More = {}) =>
  searchMail({ connections, known }, visit, {
    ...{ query: parseQuery(text), folder: null, labels, self: mairie, filter: 'all', offset: 0, limit: 50 },
    ...more,
  })
const subjects = async (text: string, more: More = {}) =>
  certainly(await search(text, more)).rows.map(({ subject }) => subject)

await createFolder(connections, visit, { parent: null, name: 'Délibérations' })
const pdf =
  'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nCi-joint.\r\n' +
  '--b\r\nContent-Type: application/pdf; name=cimetiere.pdf\r\nContent-Disposition: attachment; filename=cimetiere.pdf\r\n\r\nx\r\n--b--\r\n'
await append('INBOX', {
  subject: 'Toiture',
  from: 'Marie <marie@a.test>',
  body: 'Les tuiles de l’école',
  date: day(1),
})
await append('INBOX', { subject: 'Plan', fields: pdf, body: '', date: day(2), flags: ['\\Seen'] })
await append('Archive', {
  subject: 'Tuiles',
  from: 'Paul <paul@a.test>',
  body: 'un devis',
  date: day(3),
  flags: ['\\Flagged', 'vm-label-v1'],
})
await append('Délibérations', {
  subject: 'Séance',
  from: 'secretariat@b.test',
  body: 'Les tuiles, délibérées. '.repeat(400),
  date: day(4),
  flags: ['\\Answered', '\\Seen'],
})
await append('Trash', { subject: 'Jeté', body: 'tuiles', date: day(5) })
await append('Junk', { subject: 'Pub', body: 'tuiles', date: day(5) })

test.each([
  ['tuiles', ['Séance', 'Tuiles', 'Toiture']],
  ['tuile', ['Séance', 'Tuiles', 'Toiture']],
  ['deliberees', ['Séance']],
  ['tuiles -devis', ['Séance', 'Toiture']],
  ['tuiles de:marie', ['Toiture']],
  ['de:marie OR de:paul tuiles', ['Tuiles', 'Toiture']],
  ['objet:tuiles', ['Tuiles']],
  ['seance', ['Séance']],
  ['avec:pj', ['Plan']],
  ['fichier:cimetiere', ['Plan']],
  ['fichier:tuiles', []],
  ['libellé:Voirie', ['Tuiles']],
  ['libellé:inconnu', []],
  ['-libellé:inconnu est:lu', ['Séance', 'Plan']],
  ['est:suivi', ['Tuiles']],
  ['est:non-lu', ['Tuiles', 'Toiture']],
  ['est:répondu', ['Séance']],
  ['après:2026-03-02 avant:2026-03-04', ['Tuiles', 'Plan']],
  ['plus-grand:5ko', ['Séance']],
  ['plus-petit:5ko tuiles', ['Tuiles', 'Toiture']],
  ['dans:corbeille tuiles', ['Jeté']],
  ['in:junk', ['Pub']],
  ['dans:deliberations tuiles', ['Séance']],
  ['à:mairie@mairie-saulieu.test tuiles', ['Séance', 'Tuiles', 'Toiture']],
  ['à:moi objet:tuiles', ['Tuiles']],
  ['de:moi', []],
  ['dans:partout tuiles', ['Pub', 'Jeté', 'Séance', 'Tuiles', 'Toiture']],
  ['-dans:deliberations tuiles', ['Tuiles', 'Toiture']],
  ['dans:corbeille OU dans:indésirables tuiles', ['Pub', 'Jeté']],
  ['dans:archive OU de:marie', ['Tuiles', 'Plan', 'Toiture']],
  ['dans:partout -dans:corbeille tuiles', ['Pub', 'Séance', 'Tuiles', 'Toiture']],
  ['dans:archive dans:deliberations', []],
  ['plus-de:50a', []],
  ['moins-de:9999j objet:seance', ['Séance']],
  ['', ['Séance', 'Tuiles', 'Plan', 'Toiture']],
])('%s → %j, the newest first', async (text, expected) => {
  expect(await subjects(text)).toEqual(expected)
})

test('in one folder → what is there, with what a row shows', async () => {
  expect(await subjects('tuiles', { folder: 'Archive' })).toEqual(['Tuiles'])
  const [row] = certainly(await search('tuiles', { folder: 'Archive' })).rows
  expect(row).toMatchObject({
    ...{ folder: 'Archive', uid: 1, unread: true, flagged: true, labels: ['v1'], excerpt: 'un devis' },
    from: [{ name: 'Paul', address: 'paul@a.test' }],
  })
})

test('in one folder, and not in others, or in others in its place → as it is asked', async () => {
  expect(await subjects('tuiles -dans:archive', { folder: 'INBOX' })).toEqual(['Toiture'])
  expect(await subjects('tuiles -dans:réception', { folder: 'INBOX' })).toEqual([])
  expect(await subjects('tuiles dans:archive', { folder: 'INBOX' })).toEqual(['Tuiles'])
})

test.each([
  ['unread', ['Tuiles', 'Toiture']],
  ['flagged', ['Tuiles']],
  ['attachments', []],
] as const)('with the filter %s → only those of what was found', async (filter, expected) => {
  expect(await subjects('tuiles', { filter })).toEqual(expected)
})

test('a page of one folder → its place among all that were found, which are counted', async () => {
  const page = async (offset: number) =>
    certainly(await search('from:test', { folder: 'INBOX', offset, limit: 1 }))
  expect(await page(0)).toMatchObject({ total: 2, rows: [{ subject: 'Plan' }] })
  expect(await page(1)).toMatchObject({ total: 2, rows: [{ subject: 'Toiture' }] })
  expect(await page(2)).toMatchObject({ total: 2, rows: [] })
})

test('a page out of several folders → as if they were one', async () => {
  const page = certainly(await search('tuiles', { offset: 1, limit: 1 }))
  expect(page).toMatchObject({ total: 3, rows: [{ subject: 'Tuiles' }] })
  expect(certainly(await search('tuiles', { offset: 9, limit: 1 }))).toEqual({
    total: 3,
    more: false,
    rows: [],
  })
})

test('a folder that is not there → noSuchFolder; what could end a command → only text', async () => {
  expect(await search('dans:Nowhere x')).toMatchObject({ ok: false, error: { kind: 'noSuchFolder' } })
  expect(await search('x', { folder: 'Nowhere' })).toMatchObject({
    ok: false,
    error: { kind: 'noSuchFolder' },
  })
  for (const text of ['a"\r\nA LOGOUT', '{5}', ') (', '\\Seen', '%*', 'é'.repeat(500), '-(a)', '🏛'])
    expect((await search(text)).ok, text).toBe(true)
})

test('a few in each of several folders → each is opened once, an empty one not at all, and flags are those of now', async () => {
  const opened: string[] = []
  certainly(
    await connections.read(visit, async (client) => {
      const { mailboxOpen } = client
      client.mailboxOpen = (path, options) => {
        opened.push(String(path))
        return mailboxOpen.call(client, path, options)
      }
      return ok(null)
    }),
  )
  const unread = async () => certainly(await search('tuiles')).rows.map(({ unread }) => unread)
  expect(await unread()).toEqual([false, true, true])
  expect(opened.toSorted()).toEqual(['Archive', 'Délibérations', 'INBOX'])
  await doveadm('flags', 'add', '-u', visit.mailbox, '\\Seen', 'mailbox', 'Archive', 'all')
  expect(await unread()).toEqual([false, false, true])
})

test('more than are read at once in two folders → in order, each with what its row shows', async () => {
  const both = ['INBOX', 'Archive'] as const
  for (let number = 0; number < 26; number += 1)
    await append(both[number % 2] ?? 'INBOX', {
      ...{ subject: `Gravier ${number}`, body: `gravillon ${number}` },
      date: new Date(Date.UTC(2026, 4, 1, 0, number)),
      flags: number % 3 === 0 ? ['\\Flagged'] : [],
    })
  const { total, rows } = certainly(await search('gravillon'))
  expect(total).toBe(26)
  expect(rows.map(({ subject, folder, flagged, excerpt }) => [subject, folder, flagged, excerpt])).toEqual(
    Array.from({ length: 26 }, (_, at) => 25 - at).map((number) => [
      ...[`Gravier ${number}`, both[number % 2], number % 3 === 0, `gravillon ${number}`],
    ]),
  )
})

test('messages of one second, some of them known already → in the order of the folder', async () => {
  const uids = []
  for (const body of ['perceneige', 'perceneige niveole', 'perceneige niveole'])
    uids.push(await append('Archive', { body, date: day(9) }))
  const found = async (word: string) => certainly(await search(word)).rows.map(({ uid }) => uid)
  expect(await found('niveole')).toEqual(uids.slice(1))
  expect(await found('perceneige')).toEqual(uids)
})

test('a folder that was empty when it was looked at, and has mail now → found', async () => {
  const created = await createFolder(connections, visit, { parent: null, name: 'Vide' })
  expect(created.ok).toBe(true)
  expect(await subjects('chantier', { folder: 'Vide' })).toEqual([])
  await append('Vide', { subject: 'Palissade', body: 'le chantier', date: day(6) })
  expect(await subjects('chantier')).toEqual(['Palissade'])
})
