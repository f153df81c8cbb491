import { beforeEach, expect, test } from 'vitest'
import type { Doveadm } from '#daemons/doveadm/doveadm.ts'
import { unindexedMailStore } from '#db/stores/mailboxes/unindexed-mail.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { changedIndexing } from '#worker/search/index-changed.ts'

const { owner, worker } = await saulieuDatabase()
const unindexed = unindexedMailStore(worker)
beforeEach(() => owner.pool.query('delete from dovecot.quota_usage'))

/** As Dovecot writes after a delivery. */
const arrive = (...users: readonly string[]) =>
  owner.pool.query(
    `insert into dovecot.quota_usage (bytes, messages, username) select 100, 1, unnest($1::text[])
     on conflict (username) do update set bytes = quota_usage.bytes + 100, messages = quota_usage.messages + 1`,
    [users],
  )
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => `m${String(at).padStart(3, '0')}@b.test`)
const changed = async () => (await unindexed.changed('', 1_000)).map(({ address }) => String(address))

type Index = Doveadm['index']
const done: Index = async (users) => ({ ok: true, value: users.map(() => ({ ok: true, value: null })) })
const away: Index = async () => ({ ok: false, error: { kind: 'unreachable', cause: 'ECONNREFUSED' } })
function indexing(answer: Index) {
  const asked: (readonly string[])[] = []
  const doveadm = {
    answer,
    index: (users: readonly string[], folder: string) => {
      asked.push(users)
      return doveadm.answer(users, folder)
    },
  }
  return { asked, doveadm, turn: changedIndexing({ unindexed, doveadm }) }
}

test('several messages for one mailbox → asked once; nothing new → not asked again; one more → asked again', async () => {
  const { asked, turn } = indexing(done)
  await arrive('a@b.test')
  await arrive('a@b.test')
  await turn()
  await turn()
  expect(asked).toEqual([['a@b.test']])
  await arrive('a@b.test')
  await turn()
  expect(asked).toHaveLength(2)
})

test('mail that comes while its mailbox is being asked for → asked for in the next turn', async () => {
  const { asked, doveadm, turn } = indexing(async (...all) => {
    await arrive('a@b.test')
    return done(...all)
  })
  await arrive('a@b.test')
  await turn()
  doveadm.answer = done
  await turn()
  expect(asked).toEqual([['a@b.test'], ['a@b.test']])
  expect(await changed()).toEqual([])
})

test('120 mailboxes → three requests of fifty at most, all in one turn', async () => {
  const { asked, turn } = indexing(done)
  await arrive(...numbered(120))
  await turn()
  expect(asked.map((users) => users.length)).toEqual([50, 50, 20])
  expect(asked.flat()).toEqual(numbered(120))
})

test('a mailbox fails → the turn rejects once all others are indexed; it alone is asked for again', async () => {
  const { asked, turn } = indexing(async (users) => ({
    ok: true,
    value: users.map((user) =>
      user === 'm003@b.test'
        ? { ok: false, error: { kind: 'temporary', exitCode: 75 } }
        : { ok: true, value: null },
    ),
  }))
  await arrive(...numbered(60))
  await expect(turn()).rejects.toThrow('1 mailboxes were not taken')
  expect(await changed()).toEqual(['m003@b.test'])
  await expect(turn()).rejects.toThrow()
  expect(asked.at(-1)).toEqual(['m003@b.test'])
})

test('Dovecot away → rejects with the cause after one request; back → everything is indexed', async () => {
  const { asked, doveadm, turn } = indexing(away)
  await arrive(...numbered(60))
  await expect(turn()).rejects.toThrow('ECONNREFUSED')
  expect(asked).toHaveLength(1)
  expect(await changed()).toHaveLength(60)
  doveadm.answer = done
  await turn()
  await turn()
  expect(await changed()).toEqual([])
})

test('no answer for the first fifty, again and again → those after them are indexed', async () => {
  const { turn } = indexing((users, folder) =>
    users.includes('m000@b.test') ? away(users, folder) : done(users, folder),
  )
  await arrive(...numbered(60))
  await expect(turn()).rejects.toThrow('ECONNREFUSED')
  await turn()
  expect(await changed()).toEqual(numbered(50))
})
