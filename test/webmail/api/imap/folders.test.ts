import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { breakSearchIndex } from '#test/support/dovecot/broken-index.ts'
import { imapLine } from '#test/support/dovecot/imap-line.ts'
import { Connections } from '#webmail/api/imap/connections.ts'
import { countUnread } from '#webmail/api/imap/count-unread.ts'
import { checkFolderName, childPath } from '#webmail/api/imap/folder-names.ts'
import {
  createFolder,
  deleteFolder,
  folderOfRole,
  listFolders,
  renameFolder,
  subscribeFolder,
} from '#webmail/api/imap/folders.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append, doveadm, dovecot, options } = await mailboxUnderTest()
const list = async () => certainly(await listFolders(connections, visit))
const folder = async (path: string) => (await list()).find((each) => each.path === path)
const refusedWith = (code: string) => ({ ok: false, error: { kind: 'refused', code } })
const noSuchFolder = { ok: false, error: { kind: 'noSuchFolder' } }

test('a new mailbox → its special folders with their roles, first and in order', async () => {
  expect((await list()).map(({ path, role }) => [path, role])).toEqual([
    ['INBOX', 'inbox'],
    ['Sent', 'sent'],
    ['Drafts', 'drafts'],
    ['Archive', 'archive'],
    ['Junk', 'junk'],
    ['Trash', 'trash'],
  ])
})

test('mail in folders → counted, read and unread', async () => {
  await append('INBOX', { subject: 'un' })
  await append('INBOX', { subject: 'deux', flags: ['\\Seen'] })
  const inbox = await folder('INBOX')
  expect(inbox).toMatchObject({ messages: 2, unread: 1, uidNext: 3, selectable: true })
  expect(Number(inbox?.uidValidity)).toBeGreaterThan(0)
  await append('INBOX', { subject: 'trois' })
  expect(Number((await folder('INBOX'))?.modseq)).toBeGreaterThan(Number(inbox?.modseq))
})

test('names in any script, with an ampersand, in others → made, subscribed, listed as written, by parent', async () => {
  for (const name of ['Délibérations', '公文', 'Eau & assainissement', 'Ωμέγα', 'Αρχείο “2026”'])
    expect(await createFolder(connections, visit, { parent: null, name })).toEqual(ok(name))
  expect(await createFolder(connections, visit, { parent: 'Délibérations', name: 'Été 2026' })).toEqual(
    ok('Délibérations/Été 2026'),
  )
  expect(await folder('Délibérations/Été 2026')).toMatchObject({
    ...{ name: 'Été 2026', parent: 'Délibérations', subscribed: true, role: null },
  })
  await append('Eau & assainissement', { subject: 'Devis' })
  expect(await folder('Eau & assainissement')).toMatchObject({ messages: 1 })
})

test('Dovecot answers one CREATE with NO [NONEXISTENT] → made all the same; each → what it said', async () => {
  await using line = await imapLine()
  line.target = dovecot.installation.ports.imap
  await using through = new Connections(options({ port: line.port }))
  const make = (name: string) => createFolder(through, visit, { parent: null, name })
  line.answerItself('CREATE', 'NO [NONEXISTENT] Not found')
  expect(await make('Cantine')).toEqual(ok('Cantine'))
  expect(await folder('Cantine')).toMatchObject({ messages: 0 })
  line.answerItself('CREATE', 'NO [NONEXISTENT] Not found', { times: 3 })
  expect(await make('Voirie')).toEqual(noSuchFolder)
  expect(await folder('Voirie')).toBeUndefined()
})

test('a name that is taken, empty, wild, too long, too deep, or under no parent → refused', async () => {
  const make = (name: string, parent: string | null = null) =>
    createFolder(connections, visit, { parent, name })
  expect(await make('Délibérations')).toMatchObject(refusedWith('ALREADYEXISTS'))
  expect(await make('inbox')).toMatchObject(refusedWith('ALREADYEXISTS'))
  for (const name of ['', ' ', 'a/b', 'a*', '%', '..', '~root', 'a\u0000b', 'a\u202eb', 'é'.repeat(61)])
    expect(await make(name), JSON.stringify(name)).toMatchObject(refusedWith('CANNOT'))
  expect(await make('x', 'Nowhere')).toEqual(noSuchFolder)
  expect(await make('i', 'a/b/c/d/e/f/g/h')).toMatchObject(refusedWith('CANNOT'))
})

test('renamed or put elsewhere → what is in it goes along, subscriptions too', async () => {
  await append('Délibérations/Été 2026', { subject: 'Budget' })
  const rename = (path: string, parent: string | null, name: string) =>
    renameFolder(connections, visit, { path, parent, name })
  expect(await rename('Délibérations', '公文', 'Séances')).toEqual(ok('公文/Séances'))
  expect(await folder('公文/Séances/Été 2026')).toMatchObject({ messages: 1, subscribed: true })
  expect(await folder('Délibérations')).toBeUndefined()
  expect(await rename('公文', '公文/Séances', 'x')).toMatchObject(refusedWith('CANNOT'))
  expect(await rename('Sent', null, 'Envoyés')).toMatchObject(refusedWith('CANNOT'))
  expect(await rename('Nowhere', null, 'x')).toEqual(noSuchFolder)
  expect(await rename('公文/Séances', null, 'Ωμέγα')).toMatchObject(refusedWith('ALREADYEXISTS'))
  expect(await rename('公文/Séances', '公文', 'Séances')).toEqual(ok('公文/Séances'))
})

test('deleted → in the trash with its mail, again under a free name, from there for good', async () => {
  await append('公文/Séances', { subject: 'Ordre du jour' })
  expect(await deleteFolder(connections, visit, '公文/Séances')).toEqual(ok('Trash/Séances'))
  expect(await folder('Trash/Séances/Été 2026')).toMatchObject({ messages: 1 })
  await createFolder(connections, visit, { parent: null, name: 'Séances' })
  expect(await deleteFolder(connections, visit, 'Séances')).toEqual(ok('Trash/Séances (2)'))
  expect(await deleteFolder(connections, visit, 'Trash/Séances')).toEqual(ok(null))
  expect((await list()).map(({ path }) => path).filter((path) => path.startsWith('Trash/'))).toEqual([
    'Trash/Séances (2)',
  ])
  expect(await deleteFolder(connections, visit, 'Trash')).toMatchObject(refusedWith('CANNOT'))
  expect(await deleteFolder(connections, visit, 'Trash/Séances')).toEqual(noSuchFolder)
})

test('folders in the trash whose full-text index broke → deleted for good all the same', async () => {
  for (const [parent, name] of [
    ['Trash', 'Cantine'],
    ['Trash/Cantine', 'Menus'],
  ] as const) {
    await createFolder(connections, visit, { parent, name })
    await append(`${parent}/${name}`, { subject: 'Menus' })
    await doveadm('index', '-u', visit.mailbox, `${parent}/${name}`)
    await breakSearchIndex(dovecot.installation.paths.mail, name)
  }
  expect(await deleteFolder(connections, visit, 'Trash/Cantine')).toEqual(ok(null))
  expect((await list()).filter(({ path }) => path.startsWith('Trash/Cantine'))).toEqual([])
})

test('renamed or deleted for good while it is being indexed → not there again, empty, under its old name', async () => {
  for (let round = 1; round <= 8; round += 1) {
    const path = certainly(
      await createFolder(connections, visit, { parent: null, name: `Cimetière ${round}` }),
    )
    const inside = certainly(await createFolder(connections, visit, { parent: path, name: 'Plans' }))
    await append(inside, { subject: 'Concessions' })
    const change = { path, parent: 'Trash', name: `Concessions ${round}` }
    const renamed = certainly(await renameFolder(connections, visit, change))
    await append(`${renamed}/Plans`, { subject: 'Allées' })
    expect(await deleteFolder(connections, visit, renamed)).toEqual(ok(null))
  }
  expect((await list()).filter(({ path }) => /Cimetière|Concessions/.test(path))).toEqual([])
})

test('an empty folder renamed and deleted while another one is open → what a program marked as deleted stays in that one', async () => {
  await createFolder(connections, visit, { parent: null, name: 'Vide' })
  const uid = await append('INBOX', { subject: 'À effacer', flags: ['\\Deleted'] })
  const openInbox = () => connections.read(visit, async (client) => ok(await client.mailboxOpen('INBOX')))
  await openInbox()
  expect(await renameFolder(connections, visit, { path: 'Vide', parent: null, name: 'Rien' })).toEqual(
    ok('Rien'),
  )
  await openInbox()
  expect(await deleteFolder(connections, visit, 'Rien')).toEqual(ok('Trash/Rien'))
  const there = await doveadm('search', '-u', visit.mailbox, 'mailbox', 'INBOX', 'uid', String(uid))
  expect(there.trim()).not.toBe('')
})

test('a folder whose full-text index broke → renamed, and put into the trash, all the same', async () => {
  await createFolder(connections, visit, { parent: null, name: 'Marchés' })
  await append('Marchés', { subject: 'Lots' })
  await doveadm('index', '-u', visit.mailbox, 'Marchés')
  await breakSearchIndex(dovecot.installation.paths.mail, 'March&AOk-s')
  const change = { path: 'Marchés', parent: null, name: 'Travaux' }
  expect(await renameFolder(connections, visit, change)).toEqual(ok('Travaux'))
  expect(await deleteFolder(connections, visit, 'Travaux')).toEqual(ok('Trash/Travaux'))
})

test('no longer subscribed, and again → as listed', async () => {
  const subscribe = (path: string, subscribed: boolean) =>
    subscribeFolder(connections, visit, { path, subscribed })
  expect(await subscribe('Ωμέγα', false)).toEqual(ok(null))
  expect(await folder('Ωμέγα')).toMatchObject({ subscribed: false })
  expect(await subscribe('Ωμέγα', true)).toEqual(ok(null))
  expect(await folder('Ωμέγα')).toMatchObject({ subscribed: true })
  expect(await subscribe('Nowhere', true)).toEqual(noSuchFolder)
})

test('a special folder that another client deleted → there at its next need', async () => {
  await doveadm('mailbox', 'delete', '-u', visit.mailbox, 'Archive')
  const path = certainly(
    await connections.change(visit, async (client) => ok(await folderOfRole(client, 'archive'))),
  )
  expect(path).toBe('Archive')
  expect(await append(path, { subject: 'Vieux' })).toBeGreaterThan(0)
})

test('any text for a name → a name of one level that stays what it is, or a refusal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const checked = checkFolderName(text)
      if (!checked.ok) return
      expect(checkFolderName(checked.value)).toEqual(checked)
      expect(checked.value).not.toContain('/')
      const path = childPath('Dossiers', text)
      expect(path.ok && path.value.split('/').length).toBe(2)
    }),
  )
})

test('mail comes into the folder that the connection has open → counted, in the list and beside the box', async () => {
  const inbox = async () => (await folder('INBOX'))?.messages ?? 0
  const unread = async () => certainly(await countUnread(connections, visit))
  const before = { messages: await inbox(), unread: await unread() }
  await using other = new Connections(options())
  const deliver = async () => {
    // Opened, and nothing is asked of it since.
    await connections.read(visit, async (client) => ok(await client.mailboxOpen('INBOX')))
    await other.change(visit, async (client) =>
      ok(await client.append('INBOX', 'Subject: un\r\n\r\nBonjour\r\n')),
    )
  }
  await deliver()
  expect(await inbox()).toBe(before.messages + 1)
  await deliver()
  expect(await unread()).toBe(before.unread + 2)
})
