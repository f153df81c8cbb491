import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import type { Event } from '#core/event.ts'
import type { Log } from '#core/log.ts'
import { PostgresqlCorrespondents } from '#db/stores/policies/correspondents.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { postgresql, owner, gateway, made } = await saulieuDatabase()

const events: Event[] = []
const note = (event: Event): void => void events.push(event)
const log: Log = { info: note, warn: note, error: note }
const open = (clock = systemClock) => new PostgresqlCorrespondents(gateway, { clock, log })

const inDatabase = async (): Promise<number> =>
  Number((await owner.pool.query('select count(*) from correspondent')).rows[0].count)

test('an author never heard of → known to nobody; after a message → to that commune only, in any case', async () => {
  const { commune, department } = made
  await using correspondents = open()
  expect(await correspondents.knownTo('x@away.test', [commune, department])).toEqual(new Set())
  correspondents.remember('X@away.test', [commune])
  await eventually('the row', async () => ((await inDatabase()) === 1 ? true : null))
  await using elsewhere = open()
  expect(await elsewhere.knownTo('x@AWAY.test', [commune, department])).toEqual(new Set([commune]))
})

test('the address → not in the database', async () => {
  const { rows } = await owner.pool.query('select * from correspondent')
  expect(JSON.stringify(rows)).not.toContain('away')
})

test('no author → known to nobody, remembered by nobody', async () => {
  await using correspondents = open()
  const before = await inDatabase()
  correspondents.remember('', [made.commune])
  expect(await correspondents.knownTo('', [made.commune])).toEqual(new Set())
  await correspondents[Symbol.asyncDispose]()
  expect(await inDatabase()).toBe(before)
})

test('remembered a moment ago → no question; a day later → asked and written again', async () => {
  let time = Date.now()
  await using correspondents = open({ now: () => time })
  correspondents.remember('daily@away.test', [made.commune])
  const seen = async () =>
    (await owner.pool.query('select max(last_seen_at) as at from correspondent')).rows[0].at as Date
  const first = await eventually('the row', async () => ((await inDatabase()) === 2 ? seen() : null))
  await postgresql.cut('vm_gateway')
  expect(await correspondents.knownTo('daily@away.test', [made.commune])).toEqual(new Set([made.commune]))
  correspondents.remember('daily@away.test', [made.commune])
  time += 86_400_000
  correspondents.remember('daily@away.test', [made.commune])
  await eventually('the row again', async () => ((await seen()) > first ? true : null))
  expect(await inDatabase()).toBe(2)
})

test('the same author many times in one batch, for several communes → one row each, nothing lost', async () => {
  const correspondents = open()
  for (let turn = 0; turn < 50; turn += 1)
    correspondents.remember('often@away.test', [made.commune, made.department])
  await correspondents[Symbol.asyncDispose]()
  expect(await inDatabase()).toBe(4)
  expect(events.filter(({ event }) => event === 'trace.lost')).toEqual([])
})
