import fc from 'fast-check'
import { expect, test } from 'vitest'
import { address } from '#test/support/database/commune.ts'
import { knownMail } from '#webmail/api/imap/conversation-list.ts'
import { listEveryBox, newestFirst } from '#webmail/api/imap/every-box.ts'
import { gone } from '#webmail/api/imap/mail-fault.ts'

const dated = (...moments: number[]) => moments.map((at) => ({ at, head: `${at}` }))
const heads = (...given: Parameters<typeof newestFirst<string>>) =>
  newestFirst(...given).map(({ list, head }) => `${list}:${head}`)

test('lists of several boxes → one, the newest first, no longer than asked', () => {
  const lists = [dated(9, 5, 1), dated(), dated(8, 7, 6)]
  expect(heads(lists, 4)).toEqual(['0:9', '2:8', '2:7', '2:6'])
  expect(heads(lists, 99)).toEqual(['0:9', '2:8', '2:7', '2:6', '0:5', '0:1'])
})

test('of the same moment → the first box first, each in its own order', () => {
  expect(heads([dated(5, 5), dated(5)], 9)).toEqual(['0:5', '0:5', '1:5'])
})

test('any lists → as if they were sorted together', () => {
  const list = fc.array(fc.nat(20)).map((moments) => dated(...moments.sort((one, other) => other - one)))
  fc.assert(
    fc.property(fc.array(list, { maxLength: 5 }), fc.nat(40), (lists, end) => {
      const all = lists.flatMap((heads, list) => heads.map((head) => ({ ...head, list })))
      const sorted = all.toSorted((one, other) => other.at - one.at || one.list - other.list)
      expect(newestFirst(lists, end)).toEqual(sorted.slice(0, end))
    }),
  )
})

test('boxes that do not answer → said, and the list is there without them', async () => {
  const connections = { read: async () => ({ ok: false, error: gone }) as const }
  const visits = ['a@b.test', 'c@b.test'].map((each) => ({
    ...{ person: 'x', mailbox: address(each), client: null },
  }))
  const request = { offset: 0, limit: 50, filter: 'all', conversations: true } as const
  expect(await listEveryBox({ connections, known: knownMail() }, visits, request)).toEqual({
    ...{ rows: [], total: 0, more: false, missing: [0, 1], state: '- -' },
  })
})
