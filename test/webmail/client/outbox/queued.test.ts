import { expect, test } from 'vitest'
import type { MessageView } from '#webmail/client/boxes.ts'
import type { Ended } from '#webmail/client/compose/draft/saving-state.ts'
import { archivedWith, mayBeQueued, queuedOf } from '#webmail/client/outbox/queue-window.ts'
import { type QueuedMessage, queuedMessages, wipeQueued } from '#webmail/client/outbox/queued.ts'
import { savingUnderTest, settled } from '../compose/draft/saving-under-test.ts'
import { storageInMemory } from '../compose/draft/storage-in-memory.ts'

const how = { sendAt: null, accepted: [], justification: null, archives: false, key: 'one press' }
const ids = { newId: () => 'new revision', now: () => '2026-11-23T13:12:00.000Z' }
const queued = (ended: Ended) => queuedOf(ended, how, ids)

test('written and never asked for → one change, under an id that stays', async () => {
  const { saving } = savingUnderTest()
  saving.change({ subject: 'Salle des fêtes' })
  const { changes, copy, asked } = queued(await saving.end('keep'))
  expect(changes).toMatchObject([{ revision: 'new revision', content: { subject: 'Salle des fêtes' } }])
  expect([copy.content.subject, asked]).toEqual(['Salle des fêtes', null])
})

test('saved on the way when the network went → asked again as it was, and nothing is written twice', async () => {
  const { saving, last } = savingUnderTest()
  saving.change({ subject: 'Salle' })
  const saved = saving.flush()
  await settled()
  await last().fail('unreachable')
  expect(await saved).toBe(false)
  const { revision } = last()
  expect(queued(await saving.end('keep')).changes.map((each) => each.revision)).toEqual([revision])
})

test('written on after that → first as it was, then what was written since', async () => {
  const { saving, last } = savingUnderTest()
  saving.change({ subject: 'Salle' })
  const saved = saving.flush()
  await settled()
  await last().fail('unreachable')
  await saved
  const { revision } = last()
  saving.change({ subject: 'Salle des fêtes' })
  expect(queued(await saving.end('keep')).changes).toMatchObject([
    { revision, content: { subject: 'Salle' } },
    { revision: 'new revision', content: { subject: 'Salle des fêtes' } },
  ])
})

test('a file that is still on its way → it waits in its window', () => {
  const { saving } = savingUnderTest()
  saving.change({ subject: 'Salle' })
  expect(mayBeQueued(saving.state())).toBe(true)
  saving.attach([new File(['x'], 'plan.pdf')])
  expect(mayBeQueued(saving.state())).toBe(false)
})

test('kept → the same after the tab was closed, in the order of sending, and only for who sent it', async () => {
  const storage = storageInMemory()
  const mine = queuedMessages('claire', storage)
  for (const [draft, at] of [
    ['second', '2026-11-23T14:00:00.000Z'],
    ['first', '2026-11-23T13:00:00.000Z'],
  ] as const) {
    const { saving } = savingUnderTest({ draft })
    saving.change({ subject: draft })
    mine.put(queuedOf(await saving.end('keep'), how, { ...ids, now: () => at }))
  }
  storage.setItem('vaguemestre.leaving.claire.broken', '{"copy":1}')
  const again = queuedMessages('claire', storage)
  expect(again.all().map(({ copy }) => copy.draft)).toEqual(['first', 'second'])
  expect(queuedMessages('marc', storage).all()).toEqual([])
  again.remove('first')
  expect(mine.all().map(({ copy }) => copy.draft)).toEqual(['second'])
  wipeQueued('claire', storage)
  expect(storage.length).toBe(0)
})

test('a browser that is full → said, and not as if it were kept', async () => {
  const { saving } = savingUnderTest()
  saving.change({ subject: 'Salle' })
  expect(queuedMessages('claire', storageInMemory(10)).put(queued(await saving.end('keep')))).toBe(false)
})

const question = { folder: 'INBOX' as MessageView['place']['folder'], uid: 3 }
const answering = { kind: 'reply', place: question, quoted: true, seen: '2026-11-23T13:00:00.000Z' } as const

/** What a browser has kept of an answer, however it was sent. */
async function answerKept(archives: boolean): Promise<QueuedMessage> {
  const { saving } = savingUnderTest()
  saving.change({ about: answering })
  const storage = storageInMemory()
  queuedMessages('claire', storage).put(queuedOf(await saving.end('keep'), { ...how, archives }, ids))
  const [kept] = queuedMessages('claire', storage).all()
  return kept ?? expect.fail('nothing was kept')
}

test.each([
  ['sent', true, { place: question, seen: answering.seen }],
  ['sent', false, null],
  ['refused', true, null],
  ['stays', true, null],
] as const)(
  'an answer that is %s, asked to archive: %s → archived with it: %o',
  async (kind, asked, away) => {
    expect(archivedWith(await answerKept(asked), { kind })).toEqual(away)
  },
)

test('queued by an older page, which said nothing of archiving → nothing is archived', async () => {
  const { archives: _, ...older } = await answerKept(true)
  expect(archivedWith(older, { kind: 'sent' })).toBeNull()
})
