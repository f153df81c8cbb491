import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  conversationCount,
  conversationWith,
  type FolderIndex,
  indexOf,
  membersOf,
  withMarks,
  withoutGone,
} from '#webmail/api/imap/folder-index.ts'
import { pageOf } from '#webmail/api/imap/list-page.ts'
import { uidSets, uidsOf } from '#webmail/api/imap/uid-set.ts'

const state = { uidValidity: 1, uidNext: 100, modseq: 5n }
const uids = (...numbers: number[]) => Uint32Array.from(numbers)
/** `conversations` in any order, their messages too. The first came at 10, the next at 20; `back`: when which uid came back. */
function made(
  arrival: readonly number[],
  conversations: readonly (readonly number[])[],
  back: Readonly<Record<number, number>> = {},
): FolderIndex {
  const starts = [0]
  for (const each of conversations) starts.push((starts.at(-1) ?? 0) + each.length)
  return indexOf(state, {
    arrival: uids(...arrival),
    threads: { uids: uids(...conversations.flat()), starts: uids(...starts) },
    returns: {
      returned: new Map(Object.entries(back).map(([uid, at]) => [Number(uid), at])),
      came: new Map(arrival.map((uid, at) => [uid, (at + 1) * 10])),
    },
  })
}
const shown = (index: FolderIndex): number[][] =>
  Array.from({ length: conversationCount(index) }, (_, number) =>
    Array.from(membersOf(index, number), (place) => index.uids[place] ?? 0),
  )
const none = { unread: uids(), flagged: uids(), answered: uids(), draft: uids(), attachment: uids() }
const all = { offset: 0, limit: 50, filter: 'all', conversations: true } as const

test('conversations in any order → by their newest message, each from its oldest', () => {
  expect(shown(made([7, 3, 5, 9], [[3], [9, 7], [5]]))).toEqual([[7, 9], [5], [3]])
})

test('a message that only THREAD or only SORT tells of → left out', () => {
  expect(shown(made([1, 2, 4], [[1], [2, 3]]))).toEqual([[2], [1]])
})

const alone = (...numbers: number[]) => numbers.map((uid) => [uid])
const singly = (index: FolderIndex) =>
  pageOf(index, { ...all, conversations: false }).rows.flatMap((row) => row.uids)

test('what came back → above all that had come by then, below what came since, whichever uids those have', () => {
  const arrival = [5, 1, 8, 2, 3, 9, 6]
  for (const order of [(index: FolderIndex) => shown(index).flat(), singly]) {
    expect(order(made(arrival, alone(...arrival), { 5: 55 }))).toEqual([6, 9, 5, 3, 2, 8, 1])
    expect(order(made(arrival, alone(...arrival), { 5: 70, 1: 70, 8: 99 }))).toEqual([8, 1, 5, 6, 9, 3, 2])
    expect(order(made(arrival, alone(...arrival), { 5: 30 }))).toEqual([6, 9, 3, 2, 5, 8, 1])
  }
})

test('one of a conversation came back → the conversation is there, in its own order', () => {
  const index = made([1, 2, 3, 4], [[1, 3], [2], [4]], { 1: 45 })
  expect(shown(index)).toEqual([[1, 3], [4], [2]])
  expect(singly(index)).toEqual([1, 4, 3, 2])
  // A reply that came since tells of the conversation.
  expect(shown(made([1, 2, 3], [[1, 3], [2]], { 1: 25 }))).toEqual([[1, 3], [2]])
})

test('one that came back is gone, or some around it → the others in their order', () => {
  const index = made([1, 2, 3, 4], alone(1, 2, 3, 4), { 1: 35, 9: 40 })
  expect(shown(index).flat()).toEqual([4, 1, 3, 2])
  const left = (...stays: number[]) => {
    const without = withoutGone(index, uids(...stays))
    return without === null ? null : [shown(without).flat(), singly(without)]
  }
  expect(left(1, 2, 4)).toEqual([
    [4, 1, 2],
    [4, 1, 2],
  ])
  expect(left(2, 3, 4)).toEqual([
    [4, 3, 2],
    [4, 3, 2],
  ])
})

test('any folder and any returns → each message once, in the order of when it came or came back', () => {
  const arrivals = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 30 })
  fc.assert(
    fc.property(arrivals, fc.array(fc.tuple(fc.nat(29), fc.nat(300))), (arrival, given) => {
      const came = (uid: number) => (arrival.indexOf(uid) + 1) * 10
      const back = Object.fromEntries(
        given.flatMap(([at, later]) => {
          const uid = arrival[at]
          return uid === undefined ? [] : [[uid, came(uid) + later]]
        }),
      )
      const last = (uid: number) => Math.max(came(uid), back[uid] ?? 0)
      const order = shown(made(arrival, alone(...arrival), back)).flat()
      expect(order.toSorted()).toEqual(arrival.toSorted())
      expect(order.map(last)).toEqual(order.map(last).toSorted((one, other) => other - one))
      expect(singly(made(arrival, alone(...arrival), back)).map(last)).toEqual(order.map(last))
    }),
  )
})

test('an empty folder → no conversation, no row', () => {
  const index = made([], [])
  expect(shown(index)).toEqual([])
  expect(pageOf(index, all)).toEqual({ total: 0, rows: [] })
  expect(conversationWith(index, 1)).toBeNull()
})

test('some gone → the rest in the order of what is the newest now; one unknown → not to be had', () => {
  const index = made([1, 2, 3, 4, 5], [[1, 5], [2, 4], [3]])
  const left = withoutGone(index, uids(1, 2, 3, 4))
  expect(left === null ? null : shown(left)).toEqual([[2, 4], [3], [1]])
  expect(withoutGone(index, uids(1, 6))).toBeNull()
})

test('a page of a filter → its rows and their total; messages alone when conversations are off', () => {
  const index = withMarks(made([1, 2, 3, 4, 5], [[1, 5], [2, 4], [3]]), state, {
    ...none,
    unread: uids(1, 3, 99),
    flagged: uids(4),
    attachment: uids(2),
    answered: uids(1, 4),
    draft: uids(3),
  })
  expect(pageOf(index, { ...all, offset: 1, limit: 1 })).toEqual({
    total: 3,
    rows: [{ uids: [2, 4], unread: 0, flagged: true, answered: true, draft: false, hasAttachment: true }],
  })
  const rows = (filter: 'unread' | 'flagged' | 'attachments', conversations = true) =>
    pageOf(index, { ...all, filter, conversations }).rows.map((row) => row.uids)
  expect(rows('unread')).toEqual([[1, 5], [3]])
  expect(rows('unread', false)).toEqual([[3], [1]])
  expect(rows('flagged')).toEqual([[2, 4]])
  expect(rows('attachments', false)).toEqual([[2]])
  expect(pageOf(index, { ...all, filter: 'unread', offset: 1, limit: 5 })).toMatchObject({
    total: 2,
    rows: [{ uids: [3], draft: true }],
  })
  expect(pageOf(index, { ...all, offset: 9 })).toEqual({ total: 3, rows: [] })
})

const partition = fc
  .uniqueArray(fc.integer({ min: 1, max: 10_000 }), { maxLength: 60 })
  .chain((arrival) =>
    fc
      .array(fc.nat(8), { minLength: arrival.length, maxLength: arrival.length })
      .map((of) => ({ arrival, of })),
  )

test('any conversations → each message once, the newest of each descending, found by any of its uids', () => {
  fc.assert(
    fc.property(partition, fc.func(fc.boolean()), ({ arrival, of }, stays) => {
      const groups = new Map<number, number[]>()
      for (const [at, uid] of arrival.entries())
        groups.set(of[at] ?? 0, [...(groups.get(of[at] ?? 0) ?? []), uid])
      const index = made(arrival, [...groups.values()])
      const age = (uid: number) => arrival.indexOf(uid)
      const check = (checked: FolderIndex, expected: readonly number[]) => {
        const conversations = shown(checked)
        expect(conversations.flat().toSorted()).toEqual(expected.toSorted())
        const newest = conversations.map((each) => age(each.at(-1) ?? -1))
        expect(newest).toEqual(newest.toSorted((one, other) => other - one))
        for (const each of conversations) {
          expect(each).toEqual(each.toSorted((one, other) => age(one) - age(other)))
          for (const uid of each) expect(conversationWith(checked, uid)).toEqual(each)
        }
      }
      check(index, arrival)
      const left = arrival.filter((uid) => stays(uid))
      const shrunk = withoutGone(index, uids(...left))
      expect(shrunk).not.toBeNull()
      if (shrunk !== null) check(shrunk, left)
    }),
  )
})

test('any uids → sets that say the same, each short enough for a command line', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4_294_967_295 })), (numbers) => {
      const sets = uidSets(numbers)
      expect(sets.flatMap((set) => [...uidsOf(set)])).toEqual(
        [...new Set(numbers)].toSorted((one, other) => one - other),
      )
    }),
  )
  const odd = uidSets(Array.from({ length: 20_000 }, (_, at) => at * 2 + 1))
  expect(odd.length).toBeGreaterThan(1)
  for (const set of odd) expect(set.length).toBeLessThanOrEqual(8_000)
  expect(uidSets(Array.from({ length: 50_000 }, (_, at) => at + 1))).toEqual(['1:50000'])
})

test('a set in an order of its own, downwards, or of nonsense → as it is written, or nothing', () => {
  expect([...uidsOf('9,3:5,7')]).toEqual([9, 3, 4, 5, 7])
  expect([...uidsOf('5:3')]).toEqual([5, 4, 3])
  for (const set of ['', 'x', '1,*', '1:', '1:4294967295']) expect([...uidsOf(set)], set).toEqual([])
})
