import { expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import type { OutgoingView, SavedDraft } from '#webmail/client/compose/draft/draft.ts'
import { passes } from '#webmail/client/compose/draft/saving-ports.ts'
import type { QueuedMessage } from '#webmail/client/outbox/queued.ts'
import { type LeavingPorts, sendQueued } from '#webmail/client/outbox/send-queued.ts'
import { filled } from '../compose/draft/saving-under-test.ts'

const place = { folder: 'Drafts' as SavedDraft['place']['folder'], uid: 7 }
const change = (revision: string) => ({ revision, content: filled(), keep: [], copies: [] })
const message = (more: Partial<QueuedMessage> = {}): QueuedMessage => ({
  copy: {
    ...{ box: 'box', draft: 'draft', basedOn: 'known', attachments: [], copied: [], quote: '' },
    ...{ at: '2026-11-23T13:12:00.000Z', content: filled() },
  },
  ...{ place: null, changes: [change('r1')], sendAt: null, accepted: ['leak'], justification: 'Demandé' },
  ...{ key: 'one press', asked: null },
  ...more,
})

const outgoing: OutgoingView = {
  ...{ id: 'r1', person: 'Claire', me: true, recipients: [], subject: '', state: 'waiting', reply: '' },
  ...{ sendAt: '2026-11-23T13:12:10.000Z', draft: place },
}

type Answer = Awaited<ReturnType<LeavingPorts['send']>>

/** A server that answers as it is told, one thing after the other. */
function server(...answers: readonly (Answer | string)[]) {
  const asked: string[] = []
  const kept: QueuedMessage[] = []
  const rest = [...answers]
  const next = (): Answer => {
    const answer = rest.shift() ?? ({ kind: 'waiting', outgoing } as const)
    if (typeof answer === 'string') throw new ProblemError(answer)
    return answer
  }
  const ports: LeavingPorts = {
    async write(draft, { revision, basedOn }) {
      asked.push(`write ${draft} ${revision} on ${basedOn}`)
      const [refused] = rest
      if (typeof refused === 'string' && refused.startsWith('write '))
        throw new ProblemError(refused.slice('write '.length))
      return {
        ...{ draft, revision, place, at: '', attachments: [], pictures: [] },
        conflict: false,
      }
    },
    async send(key, { draft, revision, uid, when }) {
      asked.push(`send ${draft} ${revision} ${uid} ${JSON.stringify(when)} by ${key}`)
      return next()
    },
    keep(each) {
      kept.push(each)
      return 'kept'
    },
    ...{ passes, now: () => Date.parse('2026-11-23T13:00:00.000Z'), undoSeconds: 10 },
  }
  return { asked, kept, ports }
}

test('the network is back → saved, written down as asked for, and sent under the key of the press', async () => {
  const { asked, kept, ports } = server()
  const became = { kind: 'sent', outgoing, planned: false, undoMs: 10_000 }
  expect(await sendQueued(message(), ports)).toEqual(became)
  expect(asked).toEqual(['write draft r1 on known', 'send draft r1 7 {"undoSeconds":10} by one press'])
  expect(kept.map((each) => each.asked)).toEqual([{ draft: 'draft', revision: 'r1', place }])
})

test('two changes → each on the one before', async () => {
  const { asked, ports } = server()
  await sendQueued(message({ changes: [change('r1'), change('r2')] }), ports)
  expect(asked.slice(0, 2)).toEqual(['write draft r1 on known', 'write draft r2 on r1'])
})

test('the answer is lost → asked again as it was, without writing anew', async () => {
  const lost = server('unreachable')
  expect(await sendQueued(message(), lost.ports)).toEqual({ kind: 'waits', endsTurn: true })
  const again = server({ kind: 'left' })
  const [kept = message()] = lost.kept
  const became = { kind: 'sent', outgoing: null, planned: false, undoMs: 0 }
  expect(await sendQueued(kept, again.ports)).toEqual(became)
  expect(again.asked).toEqual([lost.asked[1]])
})

/** A clock that says each of these, the last one from then on. */
const clock = (...times: readonly string[]): (() => number) => {
  const rest = [...times]
  return () => Date.parse(`2026-11-23T${(rest.length > 1 ? rest.shift() : rest[0]) ?? ''}Z`)
}

test('the answer takes three seconds → there are seven left to take it back', async () => {
  const { ports } = server()
  const became = await sendQueued(message(), { ...ports, now: clock('13:12:00', '13:12:03') })
  expect(became).toMatchObject({ undoMs: 7_000 })
})

test('it waits since an answer that was lost, until 13:12:10 → it can be taken back until then', async () => {
  const { ports } = server()
  const lost = message({ changes: [], asked: { draft: 'draft', revision: 'r1', place } })
  expect(await sendQueued(lost, { ...ports, now: clock('13:12:08') })).toMatchObject({ undoMs: 2_000 })
})

test.each([
  ['write unreachable', true],
  ['write try-later', false],
  ['write not-signed-in', true],
  ['unreachable', true],
  ['not-signed-in', true],
  ['bug', false],
])('%s → it waits, and so do all others: %s', async (code, endsTurn) => {
  expect(await sendQueued(message(), server(code).ports)).toEqual({ kind: 'waits', endsTurn })
})

test.each([
  ['gone', true],
  ['full', false],
] as const)('what is asked cannot be written down, %s → not asked', async (why, endsTurn) => {
  const { asked, ports } = server()
  expect(await sendQueued(message(), { ...ports, keep: () => why })).toEqual({ kind: 'waits', endsTurn })
  expect(asked).toEqual(['write draft r1 on known'])
})

test('the first of two changes became a draft of its own, and the second was cut → only the second is asked again, of that', async () => {
  const cut = server()
  const written: string[] = []
  await sendQueued(message({ changes: [change('r1'), change('r2')] }), {
    ...cut.ports,
    async write(draft, body) {
      written.push(body.revision)
      if (body.revision === 'r2') throw new ProblemError('unreachable')
      return { ...(await cut.ports.write(draft, body)), draft: 'own', conflict: true }
    },
  })
  expect(written).toEqual(['r1', 'r2'])
  const [kept = message()] = cut.kept
  expect(kept).toMatchObject({ copy: { draft: 'own', basedOn: 'r1' }, changes: [change('r2')], asked: null })
  const again = server()
  await sendQueued(kept, again.ports)
  expect(again.asked).toEqual(['write own r2 on r1', 'send own r2 7 {"undoSeconds":10} by one press'])
})

test('what the server asks before it leaves → gone on with as the draft that the server has', async () => {
  const { ports } = server({ kind: 'questions', questions: [{ kind: 'no-subject', final: false }] })
  expect(await sendQueued(message(), ports)).toEqual({ kind: 'stays', place, problem: null })
})

test('the box is not theirs any more → its text stays here', async () => {
  expect(await sendQueued(message(), server('write not-found').ports)).toMatchObject({
    kind: 'stays',
    place: null,
    problem: { code: 'not-found' },
  })
})

test.each([
  ['2026-11-23T14:00:00.000Z', '{"at":"2026-11-23T14:00:00.000Z"}'],
  ['2026-11-23T12:00:00.000Z', '{"undoSeconds":10}'],
])('an hour that was chosen, %s, at 13 o’clock → %s', async (sendAt, when) => {
  const { asked, ports } = server()
  await sendQueued(message({ sendAt }), ports)
  expect(asked[1]).toContain(when)
})
