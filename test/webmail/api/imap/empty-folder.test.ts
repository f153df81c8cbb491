import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { emptyFolder } from '#webmail/api/imap/empty-folder.ts'
import { createFolder, deleteFolder, listFolders } from '#webmail/api/imap/folders.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append } = await mailboxUnderTest()
const counts = async () => {
  const folders = certainly(await listFolders(connections, visit))
  return new Map(folders.map(({ path, messages }) => [path, messages]))
}

test('the trash emptied → its messages and the folders in it are gone, nothing else is', async () => {
  await createFolder(connections, visit, { parent: null, name: 'Chantiers' })
  await append('Chantiers', { subject: 'Devis' })
  await deleteFolder(connections, visit, 'Chantiers')
  await append('Trash', { subject: 'Un' })
  await append('Trash', { subject: 'Deux' })
  await append('Junk', { subject: 'Publicité' })
  await append('INBOX', { subject: 'Budget' })
  expect(await emptyFolder(connections, visit, 'trash')).toEqual(ok(2))
  const after = await counts()
  expect([...after.keys()].filter((path) => path.startsWith('Trash'))).toEqual(['Trash'])
  expect([after.get('Trash'), after.get('Junk'), after.get('INBOX')]).toEqual([0, 1, 1])
})

test('the junk folder emptied → how many went; an empty one → none', async () => {
  expect(await emptyFolder(connections, visit, 'junk')).toEqual(ok(1))
  expect(await emptyFolder(connections, visit, 'junk')).toEqual(ok(0))
  expect((await counts()).get('Junk')).toBe(0)
})
