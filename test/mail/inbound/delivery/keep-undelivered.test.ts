import { expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import type { KeptMessage } from '#core/held/kept-mail.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { temporaryFailure } from '#core/smtp/smtp-reply.ts'
import { keepUndelivered, type Settled } from '#mail/inbound/delivery/keep-undelivered.ts'
import { WriteMemoryLimit } from '#mail/inbound/delivery/write-memory-limit.ts'
import type { Decided } from '#mail/inbound/stages.ts'
import { target } from '#test/support/gateway/gateway-under-test.ts'

const retryAt = new Date(0)
const contentOf = (head: string) => ({ head: Buffer.from(head), body: bodyInMemory(Buffer.from('x\r\n')) })

const waiting = (recipient: string, content: Settled['attempted']['content']): Settled => ({
  outcome: { kind: 'waiting', retryAt, reply: temporaryFailure },
  attempted: {
    decided: { target: target(recipient), decision: { kind: 'deliver', reason: 'clean' } },
    content,
    attempt: { kind: 'not-delivered', reply: temporaryFailure, reason: 'delivery-deferred' },
    said: '451 4.3.0 busy',
  },
})

test('an inbox copy and a junk copy → kept by one call under two ids, and the log links them', async () => {
  const queueId = newQueueId(0)
  const calls: (readonly KeptMessage[])[] = []
  const events: Event[] = []
  const note = (event: Event) => void events.push(event)
  const inbox = contentOf('Subject: x\r\n\r\n')
  const junk = contentOf('X-Vaguemestre-Junk: yes\r\nSubject: x\r\n\r\n')
  const mail: Pick<Decided, 'queueId' | 'origin' | 'reversePath' | 'author'> = {
    origin: 'outside',
    queueId,
    reversePath: '',
    author: 'claire@nowhere.test',
  }
  const kept = await keepUndelivered(
    mail,
    {
      keptMail: { keep: async (messages) => void calls.push(messages) },
      turns: new WriteMemoryLimit(1, 1),
      clock: { now: () => 0 },
      log: { info: note, warn: note, error: note },
    },
    [waiting('a@ours.test', inbox), waiting('b@ours.test', junk), waiting('c@ours.test', inbox)],
  )
  expect(kept).toBe(true)
  expect(calls).toHaveLength(1)
  const [first, second] = calls[0] ?? []
  expect(first?.queueId).toBe(queueId)
  expect(first?.author).toBe('claire@nowhere.test')
  expect(first?.recipients.map(({ recipient }) => recipient)).toEqual(['a@ours.test', 'c@ours.test'])
  expect(second?.queueId).not.toBe(queueId)
  expect(String(await second?.content())).toMatch(/^X-Vaguemestre-Junk/)
  expect(events).toEqual([
    { event: 'mail.kept', queueId, keptAs: queueId, recipients: 2 },
    { event: 'mail.kept', queueId, keptAs: second?.queueId, recipients: 1 },
  ])
})

/** Keeps nothing; says how much of the contents was asked for and never answered. */
function slowDatabase() {
  const open: PromiseWithResolvers<void>[] = []
  return {
    open,
    keptMail: {
      async keep() {
        const answer = Promise.withResolvers<void>()
        open.push(answer)
        await answer.promise
      },
    },
  }
}

test('twenty large messages at once → one is written at a time; those whose turn does not come → not kept, 451', async () => {
  const { open, keptMail } = slowDatabase()
  const events: Event[] = []
  const note = (event: Event) => void events.push(event)
  const parts = {
    ...{ keptMail, clock: { now: () => 0 }, log: { info: note, warn: note, error: note } },
    turns: new WriteMemoryLimit(1000, 100),
  }
  const large = { head: Buffer.from('\r\n'), body: bodyInMemory(Buffer.alloc(5000)) }
  const keepings = Array.from({ length: 20 }, () =>
    keepUndelivered({ origin: 'outside', queueId: newQueueId(0), reversePath: '', author: '' }, parts, [
      waiting('a@ours.test', large),
    ]),
  )
  const others = await Promise.all(keepings.slice(1))
  expect(open).toHaveLength(1)
  expect(new Set(others)).toEqual(new Set([false]))
  open[0]?.resolve()
  expect(await keepings[0]).toBe(true)
  expect(events.filter(({ event }) => event === 'component.unavailable')).toHaveLength(19)
})
