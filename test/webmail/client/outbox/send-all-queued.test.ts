import { expect, test } from 'vitest'
import { queuedMessages, wipeQueued } from '#webmail/client/outbox/queued.ts'
import { type QueuePorts, sendAllQueued } from '#webmail/client/outbox/send-all-queued.ts'
import type { Became } from '#webmail/client/outbox/send-queued.ts'
import { storageInMemory } from '../compose/draft/storage-in-memory.ts'
import { queuedMessage } from './queued-message.ts'

const sent: Became = { kind: 'sent', outgoing: null, planned: false, undoMs: 0 }

/** Two messages of Claire wait. */
function waiting(send: QueuePorts['send'], more: Partial<QueuePorts> = {}) {
  const storage = storageInMemory()
  const queued = queuedMessages('claire', storage)
  queued.put(queuedMessage('first', '2026-11-23T13:00:00.000Z'))
  queued.put(queuedMessage('second', '2026-11-23T14:00:00.000Z'))
  const said: string[] = []
  const ports: QueuePorts = {
    queued,
    copies: { put: () => true },
    isOwn: async () => true,
    send(message, keep) {
      said.push(`send ${message.copy.draft}`)
      return send(message, keep)
    },
    tell: async ({ copy }, { kind }) => void said.push(`${copy.draft} ${kind}`),
    ...more,
  }
  return { said, ports, storage, left: () => queued.all().map(({ copy }) => copy.draft) }
}

test('two that wait → both leave in their order, and none is left', async () => {
  const { said, ports, left } = waiting(async () => sent)
  await sendAllQueued(ports)
  expect(said).toEqual(['send first', 'first sent', 'send second', 'second sent'])
  expect(left()).toEqual([])
})

test('somebody else is signed in by now → nothing leaves in their name', async () => {
  const { said, ports, left } = waiting(async () => sent, { isOwn: async () => false })
  await sendAllQueued(ports)
  expect([said, left()]).toEqual([[], ['first', 'second']])
})

test('the first is never confirmed → the second leaves all the same', async () => {
  const { said, ports, left } = waiting(async ({ copy }) =>
    copy.draft === 'first' ? { kind: 'waits', endsTurn: false } : sent,
  )
  await sendAllQueued(ports)
  expect(said).toEqual(['send first', 'send second', 'second sent'])
  expect(left()).toEqual(['first'])
})

test('no network again → nothing more is asked', async () => {
  const { said, ports, left } = waiting(async () => ({ kind: 'waits', endsTurn: true }))
  await sendAllQueued(ports)
  expect([said, left()]).toEqual([['send first'], ['first', 'second']])
})

test('signed out while it sends → nothing is written back, and nothing more is sent', async () => {
  const { said, ports, storage } = waiting(async (message, keep) => {
    wipeQueued('claire', storage)
    expect(keep({ ...message, key: 'again' })).toBe('gone')
    return { kind: 'stays', place: null, problem: null }
  })
  await sendAllQueued({ ...ports, copies: { put: () => expect.fail('written back') } })
  expect([said, storage.length]).toEqual([['send first'], 0])
})

test('it did not leave, and this browser has no room for its text → it stays where it is', async () => {
  const { said, ports, left } = waiting(async () => ({ kind: 'stays', place: null, problem: null }), {
    copies: { put: () => false },
  })
  await sendAllQueued(ports)
  expect([said, left()]).toEqual([
    ['send first', 'send second'],
    ['first', 'second'],
  ])
})

test('its draft became one of its own on the way → one message is left, under that', async () => {
  const { ports, left } = waiting(async (message, keep) => {
    const own = `${message.copy.draft} own`
    expect(keep({ ...message, copy: { ...message.copy, draft: own } })).toBe('kept')
    return { kind: 'waits', endsTurn: true }
  })
  await sendAllQueued(ports)
  expect(left()).toEqual(['first own', 'second'])
})
