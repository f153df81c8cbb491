import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import {
  deleteMessages,
  markMessages,
  moveMessages,
  moveToRole,
  undoMove,
} from '#webmail/api/imap/actions.ts'
import { knownMail, listConversations } from '#webmail/api/imap/conversation-list.ts'
import { createFolder } from '#webmail/api/imap/folders.ts'
import { wholeConversations } from '#webmail/api/imap/whole-conversations.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append, doveadm, owner } = await mailboxUnderTest()
const known = knownMail()
const inbox = (...uids: number[]) => ({ folder: 'INBOX', uidValidity: null, uids })
const noSuchMessage = { ok: false, error: { kind: 'noSuchMessage' } }
const noSuchFolder = { ok: false, error: { kind: 'noSuchFolder' } }
const refusedWith = (code: string) => ({ ok: false, error: { kind: 'refused', code } })

const subjects = async (folder: string) => {
  const page = { folder, offset: 0, limit: 200, filter: 'all', conversations: false } as const
  return certainly(await listConversations({ connections, known }, visit, page)).rows.map(
    ({ subject }) => subject,
  )
}
const row = async (uid: number) => {
  const page = { folder: 'INBOX', offset: 0, limit: 200, filter: 'all', conversations: false } as const
  const { rows } = certainly(await listConversations({ connections, known }, visit, page))
  return rows.find(({ newest }) => newest === uid)
}

test('read, starred, labelled, and back, each twice → as asked', async () => {
  const uid = await append('INBOX', { subject: 'marques' })
  const mark = (marking: Parameters<typeof markMessages>[2]['marking']) =>
    markMessages(connections, visit, { messages: inbox(uid), marking })
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await mark({ add: ['seen', 'flagged', 'answered'], addLabels: ['voirie', 'eau'] })).toEqual(
      ok(null),
    )
    expect(await row(uid)).toMatchObject({
      unread: 0,
      flagged: true,
      answered: true,
      labels: ['eau', 'voirie'],
    })
  }
  expect(await mark({ remove: ['seen', 'flagged'], removeLabels: ['eau'] })).toEqual(ok(null))
  expect(await row(uid)).toMatchObject({ unread: 1, flagged: false, labels: ['voirie'] })
  expect(await mark({ addLabels: ['Not an id'] })).toMatchObject(refusedWith('CANNOT'))
  expect(await markMessages(connections, visit, { messages: inbox(), marking: { add: ['seen'] } })).toEqual(
    ok(null),
  )
})

test('moved to a folder in another script, and undone → there, and back, by the uids it has now', async () => {
  await createFolder(connections, visit, { parent: null, name: 'Été & 公文' })
  const uids = [await append('INBOX', { subject: 'un' }), await append('INBOX', { subject: 'deux' })]
  const there = certainly(
    await moveMessages(connections, visit, { messages: inbox(...uids), to: 'Été & 公文' }),
  )
  expect(there).toMatchObject({ from: 'INBOX', to: 'Été & 公文', stoppedBy: null })
  expect(there.uids).toEqual([
    [uids[0], 1],
    [uids[1], 2],
  ])
  expect((await subjects('Été & 公文')).toSorted()).toEqual(['deux', 'un'])
  const back = certainly(await undoMove(connections, visit, there))
  expect(back.uids).toHaveLength(2)
  expect(await subjects('Été & 公文')).toEqual([])
  expect(await subjects('INBOX')).toEqual(expect.arrayContaining(['un', 'deux']))
  // Again: they are no longer there.
  expect(certainly(await undoMove(connections, visit, there)).uids).toEqual([])
  expect(
    certainly(await moveMessages(connections, visit, { messages: inbox(...uids), to: 'Archive' })).uids,
  ).toEqual([])
})

test('archived, said to be junk, said to be none → in that folder', async () => {
  const uid = await append('INBOX', { subject: 'promenade' })
  const archived = certainly(await moveToRole(connections, visit, { messages: inbox(uid), role: 'archive' }))
  expect(archived.to).toBe('Archive')
  const inArchive = {
    folder: 'Archive',
    uidValidity: archived.uidValidity,
    uids: archived.uids.map(([, now]) => now),
  }
  const junk = certainly(await moveToRole(connections, visit, { messages: inArchive, role: 'junk' }))
  expect(await subjects('Junk')).toEqual(['promenade'])
  const inJunk = { folder: 'Junk', uidValidity: junk.uidValidity, uids: junk.uids.map(([, now]) => now) }
  certainly(await moveToRole(connections, visit, { messages: inJunk, role: 'inbox' }))
  expect(await subjects('INBOX')).toContain('promenade')
  expect(
    certainly(await moveToRole(connections, visit, { messages: inbox(uid), role: 'inbox' })).uids,
  ).toEqual([])
})

test('deleted → in the trash and to be brought back; from the trash, and junk for good → away; from elsewhere → refused', async () => {
  const uid = await append('INBOX', { subject: 'adieu' })
  expect(await deleteMessages(connections, visit, { messages: inbox(uid), forGood: true })).toMatchObject(
    refusedWith('CANNOT'),
  )
  const moved = certainly(await deleteMessages(connections, visit, { messages: inbox(uid), forGood: false }))
  expect(moved).toMatchObject({ to: 'Trash' })
  expect(await subjects('Trash')).toEqual(['adieu'])
  const inTrash = { folder: 'Trash', uidValidity: null, uids: moved?.uids.map(([, now]) => now) ?? [] }
  for (let turn = 0; turn < 2; turn += 1)
    expect(await deleteMessages(connections, visit, { messages: inTrash, forGood: false })).toEqual(ok(null))
  expect(await subjects('Trash')).toEqual([])
  const spam = await append('Junk', { subject: 'pub' })
  const inJunk = { folder: 'Junk', uidValidity: null, uids: [spam] }
  expect(await deleteMessages(connections, visit, { messages: inJunk, forGood: true })).toEqual(ok(null))
  expect(await subjects('Junk')).toEqual([])
})

test('a message that another client marked as deleted → not expunged with ours', async () => {
  const [ours, theirs] = [
    await append('Trash', { subject: 'nôtre' }),
    await append('Trash', { subject: 'leur' }),
  ]
  await doveadm('flags', 'add', '-u', visit.mailbox, '\\Deleted', 'mailbox', 'Trash', 'uid', String(theirs))
  await deleteMessages(connections, visit, {
    messages: { folder: 'Trash', uidValidity: null, uids: [ours] },
    forGood: false,
  })
  await doveadm(
    'flags',
    'remove',
    '-u',
    visit.mailbox,
    '\\Deleted',
    'mailbox',
    'Trash',
    'uid',
    String(theirs),
  )
  expect(await subjects('Trash')).toEqual(['leur'])
})

test('a whole conversation → all of it that is in the folder, with what came since', async () => {
  const first = await append('INBOX', { id: 'c1@a', subject: 'fil' })
  const second = await append('INBOX', { id: 'c2@a', references: '<c1@a>', subject: 'Re: fil' })
  const all = certainly(await wholeConversations({ connections, known }, visit, inbox(first, 99_999)))
  expect(all).toMatchObject({ folder: 'INBOX', uids: [first, second] })
  const moved = certainly(await moveToRole(connections, visit, { messages: all, role: 'archive' }))
  expect(moved.uids).toHaveLength(2)
})

test('another age of the folder, no such folder → noSuchMessage, noSuchFolder, and nothing done', async () => {
  const uid = await append('INBOX', { subject: 'reste' })
  const old = { folder: 'INBOX', uidValidity: 7, uids: [uid] }
  expect(await moveToRole(connections, visit, { messages: old, role: 'trash' })).toEqual(noSuchMessage)
  expect(await markMessages(connections, visit, { messages: old, marking: { add: ['seen'] } })).toEqual(
    noSuchMessage,
  )
  expect(await wholeConversations({ connections, known }, visit, old)).toEqual(noSuchMessage)
  for (const to of ['Nowhere', '', 'a\r\nb'])
    expect(await moveMessages(connections, visit, { messages: inbox(uid), to })).toEqual(noSuchFolder)
  expect(await row(uid)).toMatchObject({ unread: 1 })
})

test('thousands of uids with holes → in as many commands as it takes', async () => {
  const uids = Array.from({ length: 9_000 }, (_, at) => at * 2 + 1_000_001)
  const uid = await append('INBOX', { subject: 'parmi' })
  const moved = certainly(
    await moveMessages(connections, visit, { messages: inbox(uid, ...uids), to: 'Archive' }),
  )
  expect(moved.uids).toHaveLength(1)
})

test('thrown into the trash of a box that is full → there: a full box can be emptied', async () => {
  const uid = await append('INBOX', { subject: 'plein' })
  await owner.pool.query('update mailbox set quota_bytes = 100')
  connections.closeOf(visit.person)
  expect(
    certainly(await moveToRole(connections, visit, { messages: inbox(uid), role: 'trash' })).uids,
  ).toHaveLength(1)
  await owner.pool.query('update mailbox set quota_bytes = 200000000')
  connections.closeOf(visit.person)
})
