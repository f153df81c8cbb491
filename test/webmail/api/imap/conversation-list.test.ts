import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { mairie } from '#test/support/database/commune.ts'
import { indexedMessages } from '#test/support/dovecot/indexed-messages.ts'
import { newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { openConversation } from '#webmail/api/imap/conversation.ts'
import { knownMail, type ListRequest, listConversations } from '#webmail/api/imap/conversation-list.ts'
import { listEveryBox } from '#webmail/api/imap/every-box.ts'
import { FolderCache } from '#webmail/api/imap/folder-cache.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append, doveadm, dovecot } = await mailboxUnderTest()
const known = knownMail()
const page = { offset: 0, limit: 50, filter: 'all', conversations: true } as const
const list = (folder: string, more: Partial<ListRequest> = {}) =>
  listConversations({ connections, known }, visit, { folder, ...page, ...more })
const rows = async (folder: string, more: Partial<ListRequest> = {}) =>
  certainly(await list(folder, more)).rows
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12))
const attachment =
  'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nLe devis est joint.\r\n' +
  '--b\r\nContent-Type: application/pdf; name=devis.pdf\r\nContent-Disposition: attachment; filename=devis.pdf\r\n\r\nx\r\n--b--\r\n'
const make = async (folder: string) =>
  certainly(await connections.change(visit, async (client) => ok(await newFolder(client, folder))))

test('an empty folder → no row; one that is not there, or cannot be → noSuchFolder', async () => {
  expect(await list('Archive')).toMatchObject(ok({ total: 0, rows: [] }))
  for (const folder of ['Nowhere', '', '*', 'a\r\nb', 'x'.repeat(3000)])
    expect(await list(folder), folder).toMatchObject({ ok: false, error: { kind: 'noSuchFolder' } })
})

test('messages and replies → conversations by their newest, with who wrote, how many, and how it begins', async () => {
  await append('INBOX', { id: 'toit@a', subject: 'Devis toiture', from: 'Jean <jean@a.test>', date: day(1) })
  await append('INBOX', {
    id: 'fete@a',
    subject: 'Fête',
    from: '=?utf-8?q?L=C3=A9a?= <lea@a.test>',
    date: day(2),
  })
  await append('INBOX', {
    ...{ id: 'toit2@a', references: '<toit@a>', subject: 'Re: Devis toiture', from: 'paul@b.test' },
    ...{ date: day(3), flags: ['\\Seen', '\\Answered'], body: 'Voici   mon avis.\r\n\r\nPaul' },
  })
  await append('INBOX', {
    id: 'pj@a',
    fields: attachment,
    body: '',
    subject: 'Pièce',
    date: day(4),
    flags: ['\\Flagged'],
  })
  expect(await rows('INBOX')).toMatchObject([
    {
      subject: 'Pièce',
      hasAttachment: true,
      flagged: true,
      unread: 1,
      count: 1,
      uids: [4],
      excerpt: 'Le devis est joint.',
    },
    {
      ...{
        subject: 'Devis toiture',
        count: 2,
        unread: 1,
        uids: [1, 3],
        newest: 3,
        answered: true,
        flagged: false,
      },
      participants: [
        { name: 'Jean', address: 'jean@a.test' },
        { name: '', address: 'paul@b.test' },
      ],
      ...{ date: day(3), excerpt: 'Voici mon avis. Paul', hasAttachment: false, labels: [], draft: false },
    },
    { subject: 'Fête', participants: [{ name: 'Léa', address: 'lea@a.test' }] },
  ])
})

test('conversations off, pages, filters → rows and totals of each', async () => {
  expect((await rows('INBOX', { conversations: false })).map(({ uids }) => uids)).toEqual([
    [4],
    [3],
    [2],
    [1],
  ])
  expect(certainly(await list('INBOX', { offset: 1, limit: 1 }))).toMatchObject({
    total: 3,
    rows: [{ newest: 3 }],
  })
  const newest = async (filter: ListRequest['filter']) =>
    (await rows('INBOX', { filter })).map((row) => row.newest)
  expect(await newest('unread')).toEqual([4, 3, 2])
  expect(await newest('flagged')).toEqual([4])
  expect(await newest('attachments')).toEqual([4])
})

test('own replies that lie in Sent → counted and shown, those of elsewhere not', async () => {
  await append('Sent', {
    id: 'r1@m',
    references: '<toit@a> <toit2@a>',
    from: mairie,
    to: 'paul@b.test',
    date: day(4),
  })
  await append('Sent', { id: 'autre@m', from: mairie, to: 'x@y.test', date: day(4) })
  const roof = async () => (await rows('INBOX')).find(({ newest }) => newest === 3)
  const participants = [{ address: 'jean@a.test' }, { address: 'paul@b.test' }, { address: mairie }]
  expect(await roof()).toMatchObject({ count: 3, uids: [1, 3], participants })
  await append('Sent', { id: 'r2@m', references: '<toit@a>', from: mairie, date: day(5) })
  expect(await roof()).toMatchObject({ count: 4 })
  await doveadm(
    'flags',
    'add',
    '-u',
    visit.mailbox,
    '\\Deleted',
    'mailbox',
    'Sent',
    'header',
    'message-id',
    'r2@m',
  )
  expect(await roof()).toMatchObject({ count: 3 })
  await doveadm(
    'flags',
    'remove',
    '-u',
    visit.mailbox,
    '\\Deleted',
    'mailbox',
    'Sent',
    'header',
    'message-id',
    'r2@m',
  )
  expect(await roof()).toMatchObject({ count: 4 })
  await doveadm('expunge', '-u', visit.mailbox, 'mailbox', 'Sent', 'header', 'message-id', 'r2@m')
  expect(await roof()).toMatchObject({ count: 3 })
  const [sent] = await rows('Sent', { conversations: false, offset: 1 })
  expect(sent).toMatchObject({ count: 1, participants: [{ address: 'paul@b.test' }] })
})

test('asked for soon → without own replies that were not read yet, which it says; with them once they were', async () => {
  const fresh = { connections, known: knownMail() }
  const request = { folder: 'INBOX', ...page }
  const roof = async (soon: boolean) => {
    const listed = certainly(await listConversations(fresh, visit, { ...request, soon }))
    return [listed.rows.find(({ newest }) => newest === 3)?.count, listed.repliesMissing]
  }
  expect(await roof(true)).toEqual([2, true])
  expect(await roof(true)).toEqual([2, true])
  expect(await roof(false)).toEqual([3, false])
  expect(await roof(true)).toEqual([3, false])
  await append('Sent', { id: 'r3@m', references: '<toit@a>', from: mairie, date: day(6) })
  expect(await roof(true)).toEqual([3, true])
  expect(await roof(false)).toEqual([4, false])
  await doveadm('expunge', '-u', visit.mailbox, 'mailbox', 'Sent', 'header', 'message-id', 'r3@m')
  expect(await roof(false)).toEqual([3, false])
})

test('marked, labelled, unlabelled by another client → the next page says so', async () => {
  const change = (...args: string[]) => doveadm('flags', ...args)
  await change(
    'add',
    '-u',
    visit.mailbox,
    '\\Seen vm-label-travaux $Forwarded',
    'mailbox',
    'INBOX',
    'uid',
    '1',
  )
  const [, roof] = await rows('INBOX')
  expect(roof).toMatchObject({ unread: 0, labels: ['travaux'] })
  await change('remove', '-u', visit.mailbox, 'vm-label-travaux', 'mailbox', 'INBOX', 'uid', '1')
  expect((await rows('INBOX'))[1]).toMatchObject({ labels: [] })
})

test('nothing changed → the same page at the cost of opening the folder and of looking at Sent', async () => {
  const seen: string[] = []
  await rows('INBOX')
  certainly(
    await connections.read(visit, async (client) => {
      client.emitLogs = true
      client.on('log', ({ src, msg }) => {
        if (src !== 'c') return
        const [, ...words] = String(msg).split(' ')
        const isFlags = words[1] === 'FETCH' && !/ENVELOPE|BODY|PREVIEW/.test(String(msg))
        seen.push(`${words.slice(0, 2).join(' ')}${isFlags ? ' flags' : ''}`)
      })
      return ok(null)
    }),
  )
  await rows('INBOX')
  expect(seen).toEqual(['SELECT INBOX', 'UID FETCH flags', 'STATUS Sent'])
})

test('expunged, new, moved in from earlier by another client → the next page says so', async () => {
  await doveadm('expunge', '-u', visit.mailbox, 'mailbox', 'INBOX', 'uid', '3')
  expect((await rows('INBOX')).map(({ newest }) => newest)).toEqual([4, 2, 1])
  await append('INBOX', { id: 'late@a', references: '<fete@a>', subject: 'Re: Fête', date: day(1) })
  expect((await rows('INBOX')).map(({ uids }) => uids)).toEqual([[4], [5, 2], [1]])
})

test('marked as deleted by another client → gone from the list, and back when it is unmarked', async () => {
  await doveadm('flags', 'add', '-u', visit.mailbox, '\\Deleted', 'mailbox', 'INBOX', 'uid', '4')
  expect((await rows('INBOX')).map(({ newest }) => newest)).not.toContain(4)
  await doveadm('flags', 'remove', '-u', visit.mailbox, '\\Deleted', 'mailbox', 'INBOX', 'uid', '4')
  expect((await rows('INBOX')).map(({ newest }) => newest)).toContain(4)
})

test('a folder deleted and made anew by another client → its new mail under its new age', async () => {
  await make('Travaux')
  await append('Travaux', { subject: 'avant' })
  // Who writes into it later would make it again.
  await eventually('the indexer', async () =>
    (await indexedMessages(dovecot, visit.mailbox, 'Travaux')) === 1 ? true : null,
  )
  const before = certainly(await list('Travaux'))
  await doveadm('mailbox', 'delete', '-u', visit.mailbox, 'Travaux')
  expect(await list('Travaux')).toMatchObject({ ok: false, error: { kind: 'noSuchFolder' } })
  await make('Travaux')
  await append('Travaux', { subject: 'après' })
  const after = certainly(await list('Travaux'))
  expect(after.uidValidity).not.toBe(before.uidValidity)
  expect(after.rows).toMatchObject([{ subject: 'après', uids: [1] }])
})

test('a chain of replies that forks a hundred and fifty deep → a list all the same', async () => {
  await make('Profond')
  for (let depth = 0; depth < 150; depth += 1)
    for (const fork of ['a', 'b'])
      await append('Profond', {
        id: `${fork}${depth}@deep`,
        ...(depth === 0 ? {} : { references: `<a${depth - 1}@deep>` }),
      })
  const { total } = certainly(await list('Profond'))
  expect(total).toBe(300)
}, 60_000)

test('more folders than there is room for → the least recently used is read anew', async () => {
  const folders = new FolderCache({ mostOctets: 1 })
  const open = (folder: string) =>
    connections.read(visit, (client) => folders.open(client, { mailbox: visit.mailbox, folder }))
  const inbox = certainly(await open('INBOX'))
  expect(certainly(await open('INBOX'))).toBe(inbox)
  await open('Sent')
  expect(certainly(await open('INBOX'))).not.toBe(inbox)
  expect(certainly(await open('INBOX')).uids).toEqual(inbox.uids)
})

test('put off, and its hour has come → above what was there, with when it came back; below what comes then', async () => {
  const before = Math.floor(Date.now() / 1000) * 1000
  await append('INBOX', { subject: 'Reporté', date: day(1), flags: ['vm-returned'] })
  const subjects = async () => (await rows('INBOX')).map(({ subject }) => subject)
  expect((await subjects()).slice(0, 1)).toEqual(['Reporté'])
  expect((await rows('INBOX'))[0]?.date.getTime()).toBeGreaterThanOrEqual(before)
  const everywhere = await listEveryBox({ connections, known }, [visit, visit], page)
  expect(everywhere.rows.slice(0, 3).map(({ row }) => row.subject)).toEqual(['Reporté', 'Reporté', 'Pièce'])
  await append('INBOX', { subject: 'Moved back', date: day(9) })
  await append('INBOX', { subject: 'Depuis', date: new Date(Date.now() + 1000) })
  expect((await subjects()).slice(0, 3)).toEqual(['Depuis', 'Reporté', 'Moved back'])
  const anew = await listConversations({ connections, known: knownMail() }, visit, {
    folder: 'INBOX',
    ...page,
  })
  expect(certainly(anew).rows).toEqual(await rows('INBOX'))
})

test('fields as strangers write them → decoded, several as in the message that is opened; a group by its name', async () => {
  await make('Odd')
  const write = (at: number, from: string, subject: string) =>
    append('Odd', { from, subject, date: day(at), id: `odd${at}@a` })
  await write(1, '"=?utf-8?B?TMOpYQ==?=" <lea@a.test>\r\nFrom: other@a.test', 'first\r\nSubject: last')
  await write(2, '', '=?utf-8?Q?Arr=C3=AAt?=\r\n =?utf-8?Q?=C3=A9?= de\r\n voirie')
  await write(3, 'Mairie: ;', 'Stationnement gêné')
  await write(4, `${'a'.repeat(40_000)} <long@a.test>`, 'b'.repeat(40_000))
  await write(5, 'Durand (accueil) <a@a.test>, Petit <b@a.test>', '')
  const [five, four, three, two, one] = await rows('Odd')
  expect([five, three, two, one].map((row) => [row?.subject, row?.participants])).toEqual([
    [
      '',
      [
        { name: 'Durand', address: 'a@a.test' },
        { name: 'Petit', address: 'b@a.test' },
      ],
    ],
    ['Stationnement gêné', [{ name: 'Mairie', address: '' }]],
    ['Arrêté de voirie', []],
    [
      'last',
      [
        { name: 'Léa', address: 'lea@a.test' },
        { name: '', address: 'other@a.test' },
      ],
    ],
  ])
  expect(four?.subject).toHaveLength(998)
  const opening = { folder: 'Odd', uid: 1, uidValidity: null, wholeConversation: false }
  const [opened] = certainly(await openConversation({ connections, known }, visit, opening))
  expect([opened?.subject, opened?.from]).toEqual([one?.subject, one?.participants])
})

test('the newest of a conversation goes → the one before it shows how it begins', async () => {
  await make('Shorter')
  await append('Shorter', { id: 'short1@a', date: day(1), body: 'Le premier.' })
  const uid = await append('Shorter', {
    ...{ id: 'short2@a', references: '<short1@a>', date: day(2), body: 'Le second.' },
  })
  expect(await rows('Shorter')).toMatchObject([{ count: 2, excerpt: 'Le second.' }])
  certainly(
    await connections.change(visit, async (client) => {
      await client.mailboxOpen('Shorter')
      await client.messageDelete(String(uid), { uid: true })
      return ok(null)
    }),
  )
  expect(await rows('Shorter')).toMatchObject([{ count: 1, excerpt: 'Le premier.' }])
})
