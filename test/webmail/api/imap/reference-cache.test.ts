// What is known of a folder busier than is read at once, on a real Dovecot: more each time it is asked for, and nothing passes for
// known that was not read.

import type { ImapFlow } from 'imapflow'
import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { openConversation } from '#webmail/api/imap/conversation.ts'
import { knownMail, listConversations } from '#webmail/api/imap/conversation-list.ts'
import { ReferenceCache, type Window } from '#webmail/api/imap/reference-cache.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append, doveadm } = await mailboxUnderTest()
const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12))
const days = (first: number, last: number): Window => ({ since: day(first), until: day(last) })
const work = async <T>(read: (client: ImapFlow) => Promise<T>) =>
  certainly(await connections.read(visit, async (client) => ok(await read(client))))

/** Answers to one question, in the order they are filed, which is not the one they came in. */
async function folderWith(folder: string, ...answers: readonly number[]) {
  await work((client) => newFolder(client, folder))
  for (const at of answers)
    await append(folder, { id: `${at}@${folder}`, references: '<q@a>', date: day(at) })
  return { mailbox: visit.mailbox, folder }
}

type Place = Awaited<ReturnType<typeof folderWith>>

/** The days of those that are known once a window was asked for. */
const answersIn = async (known: ReferenceCache, place: Place, window: Window) =>
  await work(async (client) => {
    const references = await known.of(client, place, window)
    const received = references?.answersTo('<q@a>').map((each) => each.received) ?? []
    return received.map((date) => (date.getTime() - day(0).getTime()) / 86_400_000).toSorted((a, b) => a - b)
  })
const isWhole = async (known: ReferenceCache, place: Place, window: Window) =>
  (await work((client) => known.alreadyOf(client, place, window))).isWhole

/** Whether it would be asked of Dovecot, had nothing changed in the folder. */
const isKnown = async (known: ReferenceCache, { folder, mailbox }: Place, window: Window) =>
  await work(async (client) => {
    const { uidNext = 0, uidValidity = 0n, highestModseq = 0n } = (await client.status(folder, wanted)) || {}
    const state = { uidNext, uidValidity: Number(uidValidity), modseq: highestModseq }
    return known.isKnown({ mailbox, folder }, { window, state })
  })
const wanted = { uidNext: true, uidValidity: true, highestModseq: true }

/** The commands that it takes, by name and folder. */
async function commandsOf(asked: () => Promise<unknown>): Promise<readonly string[]> {
  const seen: string[] = []
  const listen = ({ src, msg }: { readonly src?: string; readonly msg?: string }) => {
    if (src === 'c') seen.push(String(msg).split(' ').slice(1, 3).join(' '))
  }
  await work(async (client) => void Object.assign(client, { emitLogs: true }).on('log', listen))
  await asked()
  await work(async (client) => void Object.assign(client, { emitLogs: false }).off('log', listen))
  return seen
}

test('more than is read at once → the newest first, those before them the next times, then nothing', async () => {
  const place = await folderWith('Busy', 30, 70, 10, 60, 20, 50, 40)
  const known = new ReferenceCache({ mostAtOnce: 3 })
  expect(await answersIn(known, place, days(5, 75))).toEqual([50, 60, 70])
  expect(await isWhole(known, place, days(5, 75))).toBe(false)
  expect(await isKnown(known, place, days(5, 75))).toBe(false)
  expect(await answersIn(known, place, days(5, 75))).toEqual([20, 30, 40, 50, 60, 70])
  expect(await answersIn(known, place, days(5, 75))).toEqual([10, 20, 30, 40, 50, 60, 70])
  expect(await isWhole(known, place, days(5, 75))).toBe(true)
  expect(await isKnown(known, place, days(5, 75))).toBe(true)
  expect(await commandsOf(() => answersIn(known, place, days(5, 75)))).toEqual(['NOOP', 'STATUS Busy'])
})

test('after the day where reading stopped → known, and not asked for again', async () => {
  const place = await folderWith('Later', 10, 20, 30, 40)
  const known = new ReferenceCache({ mostAtOnce: 2 })
  expect(await answersIn(known, place, days(5, 45))).toEqual([30, 40])
  expect(await isKnown(known, place, days(35, 45))).toBe(true)
  expect(await isKnown(known, place, days(30, 45))).toBe(false)
  expect(await answersIn(known, place, days(15, 25))).toEqual([20, 30, 40])
})

test('more on one day than is read at once → the rest of that day the next times', async () => {
  const place = await folderWith('Oneday', 10, 10, 10, 10, 10)
  const known = new ReferenceCache({ mostAtOnce: 2 })
  for (const count of [2, 4, 5]) {
    expect(await isKnown(known, place, days(10, 10))).toBe(false)
    expect(await answersIn(known, place, days(10, 10))).toHaveLength(count)
  }
  expect(await isKnown(known, place, days(10, 10))).toBe(true)
})

test('as many as are read at once, or days around what is known → all of them at the first time', async () => {
  const place = await folderWith('Around', 10, 20, 30, 40)
  const known = new ReferenceCache({ mostAtOnce: 2 })
  expect(await answersIn(known, place, days(20, 30))).toEqual([20, 30])
  expect(await answersIn(known, place, days(5, 45))).toEqual([10, 20, 30, 40])
  expect(await isKnown(known, place, days(5, 45))).toBe(true)
})

test('the folder changes meanwhile → who came is read first, who went is gone, and what was read is not read again', async () => {
  const place = await folderWith('Changing', 10, 20, 30, 40)
  const known = new ReferenceCache({ mostAtOnce: 2 })
  expect(await answersIn(known, place, days(5, 60))).toEqual([30, 40])
  await append('Changing', { id: '50@Changing', references: '<q@a>', date: day(50) })
  await doveadm('expunge', '-u', visit.mailbox, 'mailbox', 'Changing', 'header', 'message-id', '30@Changing')
  expect(await answersIn(known, place, days(5, 60))).toEqual([20, 40, 50])
  expect(await answersIn(known, place, days(5, 60))).toEqual([10, 20, 40, 50])
  expect(await isWhole(known, place, days(5, 60))).toBe(true)
})

test('messages of which nothing is answered → asked for once, and those before them all the same', async () => {
  const place = await folderWith('Broken', 10, 20, 30, 40, 50)
  const known = new ReferenceCache({ mostAtOnce: 2 })
  await work(async (client) => {
    // The library's types do not show it.
    const exec = Reflect.get(client, 'exec')
    const answered = { response: {}, next: () => undefined }
    const silent = (name: string, ...rest: readonly unknown[]) =>
      name === 'UID FETCH' ? Promise.resolve(answered) : Reflect.apply(exec, client, [name, ...rest])
    Object.assign(client, { exec: silent })
    await known.of(client, place, days(5, 55))
    Reflect.deleteProperty(client, 'exec')
  })
  expect(await answersIn(known, place, days(5, 55))).toEqual([20, 30])
  expect(await answersIn(known, place, days(5, 55))).toEqual([10, 20, 30])
  expect(await isKnown(known, place, days(5, 55))).toBe(true)
  // Once the folder is another, they may be.
  await doveadm('flags', 'add', '-u', visit.mailbox, '\\Flagged', 'mailbox', 'Broken', 'uid', '1')
  expect(await answersIn(known, place, days(5, 55))).toEqual([10, 20, 30, 40, 50])
})

const readAhead = async (known: ReferenceCache) =>
  await work(async (client) => {
    let pieces = 1
    while (await known.readAhead(client, visit.mailbox)) pieces += 1
    return pieces
  })

test('read ahead → all that is around a window, however often it is cut', async () => {
  const place = await folderWith('Ahead', 10, 20, 30, 40, 50, 60, 70)
  const known = new ReferenceCache({ mostAtOnce: 2 })
  expect(await answersIn(known, place, days(65, 75))).toEqual([70])
  // Three that are cut, and one that finds nothing left.
  expect(await readAhead(known)).toBe(4)
  expect(await answersIn(known, place, days(65, 75))).toEqual([10, 20, 30, 40, 50, 60, 70])
  expect(await isKnown(known, place, days(5, 75))).toBe(true)
})

test('read ahead, a folder that takes too much → ends; what is asked for is read all the same', async () => {
  const place = await folderWith('Huge', 10, 20, 30, 40, 50, 60, 70)
  const known = new ReferenceCache({ mostAtOnce: 2, mostAhead: 3 })
  expect(await answersIn(known, place, days(65, 75))).toEqual([70])
  expect(await readAhead(known)).toBe(2)
  expect(await answersIn(known, place, days(65, 75))).toEqual([50, 60, 70])
  expect(await isKnown(known, place, days(65, 75))).toBe(true)
  expect(await answersIn(known, place, days(5, 75))).toEqual([30, 40, 50, 60, 70])
  expect(await readAhead(known)).toBe(1)
})

test('a conversation behind a busy folder → the rest of it once it is opened again', async () => {
  const known = { ...knownMail(), references: new ReferenceCache({ mostAtOnce: 2 }) }
  await append('Sent', { id: 'asked@m', date: day(1) })
  for (const at of [3, 4, 5]) await append('Sent', { id: `other${at}@m`, date: day(at) })
  const uid = await append('INBOX', { id: 'answer@a', references: '<asked@m>', date: day(2) })
  const opening = { folder: 'INBOX', uidValidity: null, uid, wholeConversation: true }
  const ids = async () =>
    certainly(await openConversation({ connections, known }, visit, opening)).map(
      ({ messageId }) => messageId,
    )
  expect(await ids()).toEqual(['<answer@a>'])
  expect(await ids()).toEqual(['<asked@m>', '<answer@a>'])
})

test('a list whose own replies are more than is read at once → says so until all are counted', async () => {
  const known = { ...knownMail(), references: new ReferenceCache({ mostAtOnce: 2 }) }
  await append('INBOX', { id: 'list@a', date: day(200) })
  for (const at of [201, 202, 203]) await append('Sent', { references: '<list@a>', date: day(at) })
  const request = { folder: 'INBOX', offset: 0, limit: 1, filter: 'all', conversations: true } as const
  const listed = async () => {
    const { rows, repliesMissing } = certainly(
      await listConversations({ connections, known }, visit, request),
    )
    return [rows[0]?.count, repliesMissing]
  }
  expect(await listed()).toEqual([3, true])
  expect(await listed()).toEqual([4, false])
})
