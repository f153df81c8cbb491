import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DmarcObservation } from '#core/deliverability/dmarc-observations.ts'
import type { Event } from '#core/event.ts'
import { dmarcObservation } from '#db/schema/trace.ts'
import { dmarcObservationStore } from '#db/stores/deliverability/dmarc-observations.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
beforeAll(async () => {
  postgresql = await startDatabase()
})
afterAll(() => postgresql[Symbol.asyncDispose]())

const observation: DmarcObservation = {
  at: new Date('2026-01-02T03:04:05Z'),
  policyDomain: 'away.test',
  authorDomain: 'sub.away.test',
  client: '2001:db8::1',
  published: { p: 'reject', adkim: 's' },
  disposition: 'none',
  override: 'trusted_forwarder',
  dkimAligned: false,
  spfAligned: true,
  envelopeFrom: 'lists.test',
  spf: { domain: 'lists.test', result: 'pass' },
  dkim: [{ domain: 'away.test', selector: 's1', result: 'fail' }],
}

function noting() {
  const events: Event[] = []
  const note = (event: Event): void => void events.push(event)
  return { events, log: { info: note, warn: note, error: note } }
}

async function written(): Promise<unknown[]> {
  await using database = postgresql.open('vm_worker')
  return await database.drizzle.select().from(dmarcObservation).orderBy(dmarcObservation.id)
}

test('an observation → its row, which the worker reads, when the process stops at the latest', async () => {
  const { events, log } = noting()
  {
    await using database = postgresql.open('vm_gateway')
    await using store = dmarcObservationStore(database, log)
    store.add(observation)
  }
  const { envelopeFrom, spf, dkim, ...columns } = observation
  expect(await written()).toEqual([
    { id: expect.any(Number), ...columns, details: { envelopeFrom, spf, dkim } },
  ])
  expect(events).toEqual([])
})

test('the gateway → may add and not read, change or remove', async () => {
  await using database = postgresql.open('vm_gateway')
  for (const statement of [
    sql`select * from dmarc_observation`,
    sql`update dmarc_observation set client = '192.0.2.1'`,
    sql`delete from dmarc_observation`,
  ])
    await expect(database.drizzle.execute(statement)).rejects.toThrow()
})

test('the database away until the end → lost and counted, nobody waits', async () => {
  const { events, log } = noting()
  const before = await written()
  {
    await using database = postgresql.open('vm_gateway')
    await using store = dmarcObservationStore(database, log)
    await postgresql.shutDown()
    store.add(observation)
    store.add(observation)
  }
  expect(events).toEqual([
    { event: 'trace.lost', kind: 'dmarc_observation', entries: 2, cause: expect.any(String) },
  ])
  await postgresql.startUp()
  expect(await written()).toEqual(before)
})
