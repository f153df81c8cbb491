import { afterAll, expect, test } from 'vitest'
import type { TlsSession } from '#core/deliverability/tls-session.ts'
import { stsPolicyStore } from '#db/stores/deliverability/sts-policies.ts'
import { tlsSessionStore } from '#db/stores/deliverability/tls-sessions.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'

const postgresql = await startDatabase()
afterAll(() => postgresql[Symbol.asyncDispose]())
const worker = postgresql.open('vm_worker')
afterAll(() => worker[Symbol.asyncDispose]())
const silent = { info: () => {}, warn: () => {}, error: () => {} }

test('sessions of one day with one host → one row each policy and result, whoever counts', async () => {
  const session = (given: Partial<TlsSession> = {}): TlsSession => ({
    ...{ at: new Date('2026-02-02T10:00:00Z'), destination: 'away.test', host: 'mx.away.test' },
    ...{ policy: 'sts', result: 'success' },
    ...given,
  })
  for (const _ of ['one process', 'another']) {
    await using counting = tlsSessionStore(worker, silent)
    counting.add(session())
    counting.add(session({ at: new Date('2026-02-02T23:00:00Z') }))
    counting.add(session({ result: 'certificate-expired' }))
  }
  const { rows } = await worker.pool.query('select policy, result, sessions from tls_count order by result')
  expect(rows).toEqual([
    { policy: 'sts', result: 'certificate-expired', sessions: 2 },
    { policy: 'sts', result: 'success', sessions: 4 },
  ])
})

test('a policy of MTA-STS → another process finds it, and the newer one takes its place', async () => {
  const policies = stsPolicyStore(worker)
  const policy = {
    id: '1',
    fetchedAt: 1_770_000_000_000,
    mode: 'testing',
    mx: ['mx.away.test'],
    maxAgeSeconds: 60,
  } as const
  expect(await policies.find('away.test')).toBeNull()
  await policies.keep('away.test', policy)
  await policies.keep('away.test', { ...policy, id: '2', mode: 'enforce', mx: ['*.away.test'] })
  expect(await stsPolicyStore(worker).find('away.test')).toEqual({
    ...policy,
    ...{ id: '2', mode: 'enforce', mx: ['*.away.test'] },
  })
})
