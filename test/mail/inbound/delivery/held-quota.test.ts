import { expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import { HeldQuota, type HeldReservation } from '#mail/inbound/delivery/held-quota.ts'
import { target } from '#test/support/gateway/gateway-under-test.ts'

const { mailbox: a } = target('a@ours.test')
const { mailbox: b } = target('b@ours.test')

/** A database that holds what the test says, with bounds of 1000 octets a mailbox and 5000 in all. */
function room() {
  const run = {
    of: new Map<string, number>(),
    all: 0,
    now: 0,
    free: true,
    down: false,
    asked: [] as (readonly string[] | 'all')[],
    events: [] as Event[],
    enter: (octets: number, ...recipients: string[]): Promise<HeldReservation> =>
      heldRoom.enter({
        copies: recipients.map((name) => ({ target: target(`${name}@ours.test`), octets })),
        totalOctets: octets,
      }),
  }
  const note = (event: Event) => void run.events.push(event)
  const answer = async <T>(question: readonly string[] | 'all', value: T): Promise<T> => {
    run.asked.push(question)
    if (run.down) throw new Error('the database is down')
    return value
  }
  const heldRoom = new HeldQuota({
    heldOctets: {
      ofMailboxes: (mailboxes) =>
        answer(
          mailboxes,
          new Map(mailboxes.map((mailbox): [MailboxId, number] => [mailbox, run.of.get(mailbox) ?? 0])),
        ),
      inAll: () => answer('all', run.all),
    },
    ...{ mailboxBytes: 1000, totalBytes: 5000 },
    hasFreeRoom: async () => run.free,
    clock: { now: () => run.now },
    log: { info: note, warn: note, error: note },
  })
  return run
}

test.each([
  ['less than may be held', { [a]: 999 }, 4999, true, null],
  ['as much as may be held for the mailbox', { [a]: 1000 }, 1000, true, 'mailbox'],
  ['as much as may be held in all', {}, 5000, true, 'total'],
  ['a disk that is nearly full', {}, 0, false, 'disk'],
])('%s → %s', async (_what, of, all, free, full) => {
  const run = room()
  run.of = new Map(Object.entries(of))
  Object.assign(run, { all, free })
  expect((await run.enter(1, 'a')).full).toBe(full)
})

test('a full mailbox beside one with room → in, and both count', async () => {
  const run = room()
  run.of.set(a, 1000)
  expect((await run.enter(1000, 'a', 'b')).full).toBe(null)
  expect((await run.enter(1, 'b')).full).toBe('mailbox')
})

test('many at once → those that come first, as many as fit, whether or not their rows are written', async () => {
  const run = room()
  const places = await Promise.all(Array.from({ length: 9 }, () => run.enter(400, 'a')))
  expect(places.map(({ full }) => full)).toEqual([null, null, null, ...Array(6).fill('mailbox')])
  for (const place of places) place[Symbol.dispose]()
  expect((await run.enter(1, 'a')).full).toBe('mailbox')
})

test('those turned away from a full mailbox → leave the room of others as it was', async () => {
  const run = room()
  run.of.set(a, 1000)
  for (let each = 0; each < 9; each += 1) (await run.enter(1000, 'a'))[Symbol.dispose]()
  expect((await run.enter(1, 'b')).full).toBe(null)
})

test('many within seconds → one question; later another one, whose answer counts', async () => {
  const run = room()
  run.of.set(a, 1000)
  for (const place of await Promise.all([run.enter(1, 'a'), run.enter(1, 'a')])) place[Symbol.dispose]()
  expect(run.asked).toEqual(['all', [a]])
  run.of.clear()
  expect((await run.enter(1, 'a')).full).toBe('mailbox')
  run.now = 10_000
  expect((await run.enter(1, 'a')).full).toBe(null)
  expect(run.asked).toHaveLength(4)
})

test('what is still being written when the database is asked again → counts on', async () => {
  const run = room()
  const place = await run.enter(1000, 'a')
  run.now = 10_000
  expect((await run.enter(1, 'a')).full).toBe('mailbox')
  place[Symbol.dispose]()
  run.now = 20_000
  expect((await run.enter(1, 'a')).full).toBe(null)
})

test('a database that does not answer → rejects, and the next one asks again', async () => {
  const run = room()
  run.down = true
  await expect(run.enter(1, 'a')).rejects.toThrow('down')
  run.down = false
  expect((await run.enter(1, 'a')).full).toBe(null)
})

test('full for hours → told once an hour for each mailbox', async () => {
  const run = room()
  for (const mailbox of [a, b]) run.of.set(mailbox, 1000)
  for (const now of [0, 1, 3_599_999, 3_600_000]) {
    run.now = now
    await run.enter(1, 'a')
  }
  await run.enter(1, 'b')
  const told = (name: string) => ({ event: 'held.full', bound: 'mailbox', mailbox: `${name}@ours.test` })
  expect(run.events).toEqual([told('a'), told('a'), told('b')])
})
