import { expect, test } from 'vitest'
import { mairie } from '#test/support/database/commune.ts'
import { knownMail, listConversations } from '#webmail/api/imap/conversation-list.ts'
import { createFolder } from '#webmail/api/imap/folders.ts'
import { searchMail } from '#webmail/api/imap/search/search-mail.ts'
import { parseQuery } from '#webmail/search/parse.ts'
import { certainly, mailboxUnderTest } from '../mailbox-under-test.ts'

const { connections, visit, append, doveadm } = await mailboxUnderTest()
const doublings = 11
const messages = 2 ** doublings

await createFolder(connections, visit, { parent: null, name: 'Relevés' })
await append('Relevés', { id: 'releve@a', subject: 'Relevé' })
for (let at = 0; at < doublings; at += 1)
  await doveadm('copy', '-u', visit.mailbox, 'Relevés', 'mailbox', 'Relevés', 'all')

const found = async () =>
  certainly(
    await searchMail({ connections, known: knownMail() }, visit, {
      ...{ query: parseQuery('dans:releves est:non-lu'), folder: null, labels: new Map(), self: mairie },
      ...{ filter: 'all', offset: 0, limit: 50 },
    }),
  )
/** Asked by somebody who knows nothing of the folder yet, with replies together or not. */
const listed = async (conversations: boolean) =>
  certainly(
    await listConversations({ connections, known: knownMail() }, visit, {
      ...{ folder: 'Relevés', offset: 0, limit: 50, filter: 'all', conversations },
    }),
  )
const mark = (what: 'add' | 'remove') =>
  doveadm('flags', what, '-u', visit.mailbox, '\\Deleted', 'mailbox', 'Relevés', 'uid', `1,${messages}`)

test('some of two thousand marked as deleted by another client → neither found nor listed, and both when they are unmarked', async () => {
  const all = async () => {
    const [search, messages, conversations] = [await found(), await listed(false), await listed(true)]
    return {
      found: search.rows[0]?.uid,
      messages: messages.total,
      conversations: conversations.rows[0]?.newest,
    }
  }
  const before = { found: 1, messages, conversations: messages }
  expect(await all()).toEqual(before)
  await mark('add')
  expect(await all()).toEqual({ found: 2, messages: messages - 2, conversations: messages - 1 })
  await mark('remove')
  expect(await all()).toEqual(before)
})
