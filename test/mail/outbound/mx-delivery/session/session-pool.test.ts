import { expect, test } from 'vitest'
import { noExtensions } from '#mail/outbound/mx-delivery/session/extensions.ts'
import { RemoteConnection } from '#mail/outbound/mx-delivery/session/remote-connection.ts'
import {
  type PooledSession,
  SessionPool,
  usualPool,
} from '#mail/outbound/mx-delivery/session/session-pool.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { tcpListener } from '#test/support/world/tcp-listener.ts'

async function pooling(options: Partial<typeof usualPool> = {}) {
  const listener = await tcpListener((socket) => void socket.resume())
  const pool = new SessionPool({ ...usualPool, ...options })
  const session = async (key: string): Promise<PooledSession> => ({
    connection: await RemoteConnection.open({ address: listener.host, port: listener.port }, 1000),
    extensions: noExtensions,
    tls: '',
    protection: 'starttls-not-supported',
    key,
    transactions: 1,
  })
  const openNow = (count: number) =>
    eventually(`${count} open connections`, async () => (listener.open === count ? true : null), 5)
  return {
    pool,
    session,
    openNow,
    async [Symbol.asyncDispose]() {
      pool[Symbol.dispose]()
      await listener[Symbol.asyncDispose]()
    },
  }
}

test('a session given → taken once, by who asks for the same', async () => {
  await using there = await pooling()
  const session = await there.session('a')
  there.pool.give(session)
  expect(there.pool.take('b')).toBeNull()
  expect(there.pool.take('a')).toBe(session)
  expect(there.pool.take('a')).toBeNull()
  session.connection.quit()
})

test('more than may wait, for one server or in all → the oldest are closed', async () => {
  await using there = await pooling({ mostIdle: 3, mostIdlePerServer: 2 })
  for (const key of ['a', 'a', 'a', 'b', 'c']) there.pool.give(await there.session(key))
  await there.openNow(3)
  expect([there.pool.take('a'), there.pool.take('a')].map((taken) => taken !== null)).toEqual([true, false])
})

test('one message fewer than a session may carry → waits; as many → closed', async () => {
  await using there = await pooling()
  const session = await there.session('a')
  const { mostTransactions } = usualPool
  there.pool.give({ ...session, transactions: mostTransactions - 1 })
  const taken = there.pool.take('a')
  expect(taken).toMatchObject({ transactions: mostTransactions - 1 })
  there.pool.give({ ...session, transactions: mostTransactions })
  expect(there.pool.take('a')).toBeNull()
  await there.openNow(0)
})

test('broken, waiting too long, or the pool closed → closed', async () => {
  await using there = await pooling({ idleMilliseconds: 20 })
  const broken = await there.session('a')
  there.pool.give(broken)
  broken.connection.break('a test')
  expect(there.pool.take('a')).toBeNull()
  there.pool.give(await there.session('a'))
  await there.openNow(0)
  there.pool[Symbol.dispose]()
  there.pool.give(await there.session('a'))
  await there.openNow(0)
})
