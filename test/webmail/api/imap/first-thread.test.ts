// A folder that nobody has looked into yet, as in the morning.

import { glob, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { delivered } from '#test/support/dovecot/delivered.ts'
import { FolderCache } from '#webmail/api/imap/folder-cache.ts'
import { conversationWith } from '#webmail/api/imap/folder-index.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, dovecot } = await mailboxUnderTest()

test('the first THREAD of a folder → made of what was kept when mail was saved: no message is opened', async () => {
  const to = visit.mailbox
  // Full text opens what comes to any other folder, whenever it gets to it.
  await delivered(dovecot, { to, id: 'toit@a', subject: 'Devis toiture' })
  await delivered(dovecot, { to, id: 'fete@a', subject: 'Fête' })
  await delivered(dovecot, { to, id: 'toit2@a', subject: 'Re: Devis', fields: ['References: <toit@a>'] })
  const away: string[] = []
  for await (const path of glob(join(dovecot.installation.paths.mail, '**/INBOX/dbox-Mails/u.?'))) {
    await rename(path, `${path}.away`)
    away.push(path)
  }
  expect(away).toHaveLength(3)
  const index = await connections.read(visit, async (client) => {
    await client.mailboxOpen('INBOX')
    return await new FolderCache().open(client, { mailbox: visit.mailbox, folder: 'INBOX' })
  })
  const conversations = [1, 2].map((uid) => conversationWith(certainly(index), uid))
  expect(conversations).toEqual([[1, 3], [2]])
})
