import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import { failed, ok } from '#core/result.ts'
import type { LearnedMessages } from '#db/stores/webmail/learned-messages.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import type { Lesson } from '#worker/learning/lesson.ts'
import { lessonsPerHour, type TeachingPorts, teachOnce } from '#worker/learning/teach-once.ts'

const hour = 3_600_000

/** Knows Claire's mailbox alone. */
function school() {
  const rows = new Map<string, { class: Lesson['class']; times: number; at: number }>()
  const posted: string[] = []
  const events: Event[] = []
  const clock = { time: 0, now: () => clock.time }
  const keep = (event: Event) => void events.push(event)
  const learned: LearnedMessages = {
    mailboxOf: async (address) =>
      address === claire ? { mailbox: 'm' as MailboxId, commune: 'c' as CommuneId } : null,
    before: async ({ digest }, since) => ({
      last: rows.get(digest) ?? null,
      lately: [...rows.values()].filter(({ at }) => at > since.getTime()).length,
    }),
    record: async ({ digest }, kind, at) =>
      void rows.set(digest, { class: kind, times: (rows.get(digest)?.times ?? 0) + 1, at: at.getTime() }),
  }
  const ports: TeachingPorts = {
    learned,
    learn: async (kind, message) => {
      posted.push(`${kind} ${message}`)
      return ok('learned')
    },
    clock,
    log: { info: keep, warn: keep, error: keep },
  }
  const teach = (kind: Lesson['class'], text: string, mailbox = claire) =>
    teachOnce(ports, { class: kind, mailbox, content: Buffer.from(text) })
  return { ports, posted, events, clock, teach }
}

test('a message moved to Junk → taught as spam, without what we wrote into it', async () => {
  const { teach, posted } = school()
  await teach('spam', 'X-Vaguemestre-Junk: yes\r\nSubject: x\r\n\r\n')
  expect(posted).toEqual(['spam Subject: x\r\n\r\n'])
})

test('moved again the same way, or another copy of it → taught once; moved back → taught as the other', async () => {
  const { teach, posted } = school()
  await teach('spam', 'Subject: x\r\n\r\n')
  await teach('spam', 'Received: from y\r\nSubject: x\r\n\r\n')
  await teach('ham', 'Subject: x\r\n\r\n')
  await teach('ham', 'Subject: x\r\n\r\n')
  expect(posted).toEqual(['spam Subject: x\r\n\r\n', 'ham Subject: x\r\n\r\n'])
})

test('moved to and fro without end → a few times only', async () => {
  const { teach, posted } = school()
  for (let turn = 0; turn < 30; turn += 1) await teach(turn % 2 === 0 ? 'spam' : 'ham', 'Subject: x\r\n\r\n')
  expect(posted).toHaveLength(10)
})

test('more in an hour than a person moves → the rest teaches nothing, until the hour is over', async () => {
  const { teach, posted, events, clock } = school()
  for (let index = 0; index < lessonsPerHour + 5; index += 1) await teach('spam', `Subject: ${index}\r\n\r\n`)
  expect(posted).toHaveLength(lessonsPerHour)
  expect(events.at(-1)).toMatchObject({ event: 'learning.ignored', cause: 'too many in an hour' })
  clock.time = hour + 1
  await teach('spam', 'Subject: later\r\n\r\n')
  expect(posted).toHaveLength(lessonsPerHour + 1)
})

test('a user without a mailbox → nothing is taught', async () => {
  const { teach, posted } = school()
  expect((await teach('spam', 'Subject: x\r\n\r\n', mairie)).ok).toBe(true)
  expect(posted).toEqual([])
})

test('rspamd does not take it → not ok, and not known: the next try teaches it', async () => {
  const { ports, teach, posted } = school()
  const away = teachOnce(
    { ...ports, learn: async () => failed('ECONNREFUSED') },
    { class: 'spam', mailbox: claire, content: Buffer.from('Subject: x\r\n\r\n') },
  )
  expect(await away).toEqual({ ok: false, error: 'ECONNREFUSED' })
  await teach('spam', 'Subject: x\r\n\r\n')
  expect(posted).toHaveLength(1)
})
