import { expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import { nextRetry, retryScheduleSeconds } from '#core/held/retry-schedule.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { LaterEntry } from '#core/trace/trace.ts'
import type { LmtpAnswer } from '#daemons/lmtp/lmtp-transaction.ts'
import type { ClaimedMessage, WaitingMail } from '#db/stores/held/retry-claims.ts'
import { address, claire, mairie } from '#test/support/database/commune.ts'
import type { Lesson } from '#worker/learning/lesson.ts'
import { type RetryPorts, retryWaitingMail } from '#worker/retry/retry-waiting-mail.ts'

const now = Date.UTC(2026, 1, 2)
const commune = 'c' as CommuneId
const said = (reply: SmtpReply): LmtpAnswer => ({ kind: 'answered', reply })
const saved: SmtpReply = { code: 250, enhanced: '2.0.0', text: 'Saved' }
const busy: SmtpReply = { code: 451, enhanced: '4.2.0', text: 'Busy' }
const gone: SmtpReply = { code: 550, enhanced: '5.1.1', text: 'No such user' }

const receivedAs = newQueueId(now)

function message(attempts: number): ClaimedMessage {
  return {
    queueId: newQueueId(now),
    receivedAs,
    reversePath: '',
    content: Buffer.from('x'),
    recipients: [claire, mairie].map((recipient) => ({
      ...{ recipient, mailboxAddress: recipient, commune, attempts },
      ...{ released: false, teachesHam: false },
    })),
  }
}

async function run(claimed: ClaimedMessage | null, deliver: RetryPorts['deliver']) {
  const done: string[] = []
  const events: Event[] = []
  const traced: LaterEntry[] = []
  const taught: Lesson[] = []
  const keep = (event: Event) => void events.push(event)
  const waitingMail: WaitingMail = {
    claim: async () => claimed,
    settle: async ({ recipient }) => void done.push(`settle ${recipient}`),
    reschedule: async ({ recipient }, at) =>
      void done.push(`again ${recipient} ${(at.getTime() - now) / 1000}`),
    hold: async ({ recipient }, reason) => void done.push(`hold ${recipient} ${reason}`),
  }
  const log = { info: keep, warn: keep, error: keep }
  const more = await retryWaitingMail({
    waitingMail,
    deliver,
    teach: (lesson) => taught.push(lesson) > 0,
    trace: { add: (entries) => void traced.push(...entries) },
    clock: { now: () => now },
    log,
    leaseSeconds: 1,
  })
  return { more, done, events, traced, taught }
}

test('nothing due → no more turns', async () => {
  expect(await run(null, async () => [])).toMatchObject({ more: false, done: [] })
})

test('one delivered, one busy → one settled, one waits for the next step of the curve', async () => {
  const { done, more } = await run(message(0), async () => [said(saved), said(busy)])
  expect(more).toBe(true)
  expect(done).toEqual([`settle ${claire}`, `again ${mairie} ${retryScheduleSeconds[1]}`])
})

test('delivered, waits on, held → the trace has what was delivered and what is held, under the id the sender knows', async () => {
  const delivered = await run(message(0), async () => [said(saved), said(busy)])
  expect(delivered.traced).toEqual([
    {
      at: new Date(now),
      queueId: receivedAs,
      commune,
      reversePath: '',
      recipient: claire,
      bytes: 1,
      outcome: 'delivered',
      reason: 'retried',
      reply: '250 2.0.0 Saved',
    },
  ])
  const held = await run(message(0), async () => [said(busy), said(gone)])
  expect(held.traced).toMatchObject([
    { recipient: mairie, outcome: 'held', reason: 'delivery-refused', reply: '550 5.1.1 No such user' },
  ])
})

test('refused for good → held for a person', async () => {
  const { done, events } = await run(message(0), async () => [said(gone), said(saved)])
  expect(done).toEqual([`hold ${claire} delivery-refused`, `settle ${mairie}`])
  expect(events.map(({ event }) => event)).toContain('retry.held')
})

test('still full → waits for room; full to the end of the curve → held as such', async () => {
  const full: SmtpReply = { code: 552, enhanced: '5.2.2', text: 'Quota exceeded' }
  expect((await run(message(0), async () => [said(full), said(full)])).done[0]).toMatch(/^again/)
  const { done } = await run(message(retryScheduleSeconds.length - 1), async () => [said(full), said(saved)])
  expect(done).toEqual([`hold ${claire} mailbox-full`, `settle ${mairie}`])
})

test('no answer for a recipient → waits, and Dovecot is named in the log once', async () => {
  const silent: LmtpAnswer = { kind: 'silent', cause: 'ECONNREFUSED' }
  const { done, events } = await run(message(0), async () => [silent, said(saved)])
  expect(done).toEqual([`again ${claire} ${retryScheduleSeconds[1]}`, `settle ${mairie}`])
  expect(events.filter(({ event }) => event === 'component.unavailable')).toHaveLength(1)
})

test('the curve has ended → held', async () => {
  const { done } = await run(message(retryScheduleSeconds.length - 1), async () => [said(busy), said(busy)])
  expect(done).toEqual([`hold ${claire} delivery-deferred`, `hold ${mairie} delivery-deferred`])
})

test('the curve → never shorter than before, five days in all', () => {
  const rising = retryScheduleSeconds.every(
    (seconds, index) => seconds >= (retryScheduleSeconds[index - 1] ?? 0),
  )
  expect(rising).toBe(true)
  const days = retryScheduleSeconds.reduce((sum, seconds) => sum + seconds, 0) / 86_400
  expect(days).toBeGreaterThan(4.5)
  expect(days).toBeLessThan(5.5)
  expect(nextRetry(retryScheduleSeconds.length, now)).toBeNull()
})

test('kept for the junk folder, one of two released → the inbox for that one, junk for the other', async () => {
  const kept = message(0)
  const given = new Map<string, string>()
  const { done, traced } = await run(
    {
      ...kept,
      content: Buffer.from('X-Vaguemestre-Junk: yes\r\nSubject: x\r\n\r\nX-Vaguemestre-Junk: yes\r\n'),
      recipients: kept.recipients.map((each) => ({ ...each, released: each.recipient === claire })),
    },
    async ({ recipients, content }) => {
      for (const recipient of recipients) given.set(recipient, content.head.toString())
      return recipients.map(() => said(saved))
    },
  )
  expect(given.get(claire)).toBe('Subject: x\r\n\r\nX-Vaguemestre-Junk: yes\r\n')
  expect(given.get(mairie)).toMatch(/^X-Vaguemestre-Junk: yes\r\nSubject/)
  expect(done.sort()).toEqual([`settle ${claire}`, `settle ${mairie}`])
  expect(traced.map(({ recipient, outcome, reason }) => `${recipient} ${outcome} ${reason}`).sort()).toEqual([
    `${claire} delivered released`,
    `${mairie} junk retried`,
  ])
})

test('released as no spam → taught once it is delivered, not before', async () => {
  const kept = message(0)
  const released = {
    ...kept,
    recipients: kept.recipients.map((each) => ({ ...each, released: true, teachesHam: true })),
  }
  const { taught } = await run(released, async () => [said(saved), said(busy)])
  expect(taught).toEqual([{ class: 'ham', mailbox: claire, content: kept.content }])
})

test('kept for a mailbox that is gone → held, and never tried at the address that may be another’s', async () => {
  const kept = message(0)
  const recipients = kept.recipients.map((each) =>
    each.recipient === claire ? { ...each, mailboxAddress: null } : each,
  )
  const tried: string[] = []
  const { done, traced } = await run({ ...kept, recipients }, async (message) => {
    tried.push(...message.recipients)
    return message.recipients.map(() => said(saved))
  })
  expect(tried).toEqual([mairie])
  expect(done.sort()).toEqual([`hold ${claire} delivery-refused`, `settle ${mairie}`])
  expect(traced).toContainEqual(
    expect.objectContaining({ recipient: claire, outcome: 'held', reply: '550 5.1.1 No such mailbox here' }),
  )
})

test('a mailbox that was given another address → delivered there', async () => {
  const kept = message(0)
  const renamed = address('claire.martin@mairie-saulieu.test')
  const tried: string[] = []
  const recipients = kept.recipients.slice(0, 1).map((each) => ({ ...each, mailboxAddress: renamed }))
  const { done } = await run({ ...kept, recipients }, async (message) => {
    tried.push(...message.recipients)
    return [said(saved)]
  })
  expect(tried).toEqual([renamed])
  expect(done).toEqual([`settle ${claire}`])
})
