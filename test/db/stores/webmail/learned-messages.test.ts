import { expect, test } from 'vitest'
import { learnedMessageStore } from '#db/stores/webmail/learned-messages.ts'
import { address, claire } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { worker, made } = await saulieuDatabase()

const digest = 'a'.repeat(64)
const at = new Date('2026-03-02T10:00:00Z')
const before = new Date(at.getTime() - 1)

test('a login → its mailbox and commune; another → none', async () => {
  const store = learnedMessageStore(worker)
  expect(await store.mailboxOf(claire)).toEqual({ mailbox: made.personal, commune: made.commune })
  expect(await store.mailboxOf(address('nobody@mairie-saulieu.test'))).toBeNull()
})

test('taught, and taught otherwise → the last class, how many times, and one lesson lately', async () => {
  const store = learnedMessageStore(worker)
  const key = { mailbox: made.personal, commune: made.commune, digest }
  expect(await store.before(key, before)).toEqual({ last: null, lately: 0 })
  await store.record(key, 'spam', at)
  await store.record(key, 'ham', at)
  expect(await store.before(key, before)).toEqual({ last: { class: 'ham', times: 2 }, lately: 1 })
  expect((await store.before(key, at)).lately).toBe(0)
})

test('taught by one mailbox → unknown to another, and to another tenant', async () => {
  const store = learnedMessageStore(worker)
  const other = { mailbox: made.mairie, commune: made.commune, digest }
  expect(await store.before(other, before)).toEqual({ last: null, lately: 0 })
  const foreign = { mailbox: made.personal, commune: made.department, digest }
  expect(await store.before(foreign, before)).toEqual({ last: null, lately: 0 })
})
