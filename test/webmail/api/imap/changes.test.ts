import { expect, test } from 'vitest'
import { moveToRole } from '#webmail/api/imap/actions.ts'
import { type Change, watchMailbox } from '#webmail/api/imap/changes.ts'
import { Connections } from '#webmail/api/imap/connections.ts'
import { createFolder } from '#webmail/api/imap/folders.ts'
import { certainly, mailboxUnderTest, otherKey } from './mailbox-under-test.ts'

const { connections, visit, append, doveadm, options } = await mailboxUnderTest()

async function watch(withSenders = false) {
  const ending = new AbortController()
  const changes = certainly(await watchMailbox(connections, visit, { signal: ending.signal, withSenders }))
  return { ending, changes }
}

/** The next change that is wanted; others before it are of no concern. */
async function until(
  changes: AsyncGenerator<Change, void>,
  wanted: (change: Change) => boolean,
): Promise<Change> {
  for (;;) {
    const { value, done } = await changes.next()
    if (done === true) throw new Error('ended')
    if (wanted(value)) return value
  }
}
const counts = (folder: string, messages: number, unread: number) => (change: Change) =>
  change.kind === 'counts' &&
  change.folder === folder &&
  change.messages === messages &&
  change.unread === unread

test('somebody looks → the counts of all folders, then what others do, in any folder', async () => {
  await createFolder(connections, visit, { parent: null, name: 'Été' })
  const { ending, changes } = await watch()
  const first = await until(changes, counts('INBOX', 0, 0))
  expect(first).toMatchObject({ uidNext: 1, uidValidity: expect.any(Number) })
  const uid = await append('INBOX', { subject: 'un' })
  await until(changes, counts('INBOX', 1, 1))
  await doveadm('flags', 'add', '-u', visit.mailbox, '\\Seen', 'mailbox', 'INBOX', 'uid', String(uid))
  await until(changes, counts('INBOX', 1, 0))
  await append('Été', { subject: 'deux' })
  await until(changes, counts('Été', 1, 1))
  await moveToRole(connections, visit, {
    messages: { folder: 'INBOX', uidValidity: null, uids: [uid] },
    role: 'archive',
  })
  await until(changes, counts('INBOX', 0, 0))
  ending.abort()
  expect((await changes.next()).done).toBe(true)
})

test('a folder is made → told', async () => {
  const { ending, changes } = await watch()
  await doveadm('mailbox', 'create', '-u', visit.mailbox, 'Nouveau')
  await until(changes, ({ kind }) => kind === 'folders')
  ending.abort()
})

test('senders wished → of new mail in folders that are read; not of what is sent or put off, nor of what is read already', async () => {
  await createFolder(connections, visit, { parent: null, name: 'Snoozed' })
  const { ending, changes } = await watch(true)
  const known = new Set<string>()
  await until(changes, (change) => {
    if (change.kind === 'counts') known.add(change.folder)
    return known.has('INBOX') && known.has('Sent') && known.has('Snoozed')
  })
  await append('Sent', { subject: 'envoyé' })
  await until(changes, counts('Sent', 1, 1))
  await append('Snoozed', { subject: 'en attente' })
  await until(changes, counts('Snoozed', 1, 1))
  await append('INBOX', { subject: 'lu', flags: ['\\Seen'] })
  const uid = await append('INBOX', { subject: 'Devis', from: 'Léa <lea@a.test>'.normalize('NFC') })
  const told = await until(changes, ({ kind }) => kind === 'newMessage')
  expect(told).toMatchObject({ folder: 'INBOX', uid, subject: 'Devis', from: { address: 'lea@a.test' } })
  ending.abort()
  expect((await changes.next()).done).toBe(true)
})

test('ended by the listener, the signal, or Dovecot → its connection is closed', async () => {
  const before = connections.size
  const one = await watch()
  const other = await watch()
  const third = await watch()
  expect(connections.size).toBe(before + 3)
  await one.changes.next()
  await one.changes.return()
  expect(connections.size).toBe(before + 2)
  await other.changes.next()
  other.ending.abort()
  await until(other.changes, () => false).catch(() => undefined)
  expect(connections.size).toBe(before + 1)
  await doveadm('kick', visit.mailbox)
  await until(third.changes, () => false).catch(() => undefined)
  await third.changes.return()
  expect(connections.size).toBeLessThanOrEqual(before)
})

test('a mailbox that cannot be opened → a fault, and no place is taken', async () => {
  await using other = new Connections(options({ tokenKey: otherKey() }))
  const signal = new AbortController().signal
  const refused = await watchMailbox(other, visit, { signal, withSenders: false })
  expect(refused).toMatchObject({ ok: false, error: { kind: 'refused' } })
  expect(other.size).toBe(0)
})
