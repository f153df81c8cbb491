import { expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { Secret } from '#core/secret.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { LmtpAnswer } from '#daemons/lmtp/lmtp-transaction.ts'
import type { ClaimedDigest, HeldDigests } from '#db/stores/held/held-digests.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { sendDigests } from '#worker/digest/send-digests.ts'

const seven = Date.parse('2026-11-25T06:00:00Z')
const inbox = 'box' as MailboxId
const said = (reply: SmtpReply): LmtpAnswer => ({ kind: 'answered', reply })
const saved: SmtpReply = { code: 250, enhanced: '2.0.0', text: 'Saved' }
const busy: SmtpReply = { code: 451, enhanced: '4.2.0', text: 'Busy' }
const full: SmtpReply = { code: 552, enhanced: '5.2.2', text: 'Quota exceeded' }

const entry = {
  ...{ queueId: newQueueId(0), recipient: mairie, author: 'jean@away.test', reversePath: '' },
  ...{ bytes: 1000, reason: 'attachment', since: new Date(seven - 3_600_000) },
  head: Buffer.from('Subject: Devis\r\n\r\n'),
}

/** One inbox that has news, on a clock that a test moves. */
function office(answers: readonly LmtpAnswer[] = [said(saved)]) {
  const rows: ClaimedDigest[] = []
  const done: string[] = []
  const letters: string[] = []
  const events: Event[] = []
  const clock = { time: seven + 600_000, now: () => clock.time }
  const state = { days: new Set<string>(), noting: true, soonBefore: new Date(0), broken: [] as MailboxId[] }
  const digests: HeldDigests = {
    due: async ({ day }) => [
      ...state.broken.map((broken) => ({ inbox: broken, mailboxes: [] })),
      ...(state.days.has(day) ? [] : [{ inbox, mailboxes: [] }]),
    ],
    prepare: async ({ decider, morning, limits }, write) => {
      if (state.broken.includes(decider.inbox)) throw new Error('cannot be written')
      state.days.add(morning.day)
      state.soonBefore = limits.soonBefore
      const news = { fresh: { shown: [entry], more: 0 }, soon: { shown: [], more: 0 } }
      const content = await write({ inbox, address: claire, name: 'Claire Garnier' }, news)
      rows.push({ inbox, address: claire, day: morning.day, content, entries: 1, attempts: 0 })
    },
    claim: async () => rows[0] ?? null,
    dropBefore: async (day) => {
      const [first] = rows
      if (first !== undefined && first.day < day) done.push(`dropped ${rows.shift()?.day}`)
    },
    delivered: async ({ day }) => {
      if (!state.noting) throw new Error('gone')
      rows.shift()
      done.push(`delivered ${day}`)
    },
    reschedule: async (_, at) => {
      rows.shift()
      done.push(`again ${(at.getTime() - clock.time) / 1000}`)
    },
    giveUp: async ({ day }) => {
      rows.shift()
      done.push(`given up ${day}`)
    },
  }
  const keep = (event: Event) => void events.push(event)
  let attempt = 0
  const turn = () =>
    sendDigests({
      digests,
      deliver: async ({ content, recipients, reversePath }) => {
        letters.push(`<${reversePath}> ${recipients} ${content.head}`)
        const answer = answers[Math.min(attempt++, answers.length - 1)]
        return answer === undefined ? [] : [answer]
      },
      clock,
      log: { info: keep, warn: keep, error: keep },
      settings: {
        ...{ department: 'Côte-d’Or', heldDays: 30, linksOrigin: null, linksKey: new Secret('k') },
        mailHost: 'mail.cotedor.test',
      },
      leaseSeconds: 60,
    })
  /** Turn after turn until there is nothing more to do. */
  const run = async (): Promise<void> => {
    while (await turn());
  }
  return { run, done, letters, events, clock, state }
}

test('the morning has come → one letter for the day, as a notification, and none on a second turn', async () => {
  const { run, done, letters } = office()
  await run()
  await run()
  expect(done).toEqual(['delivered 2026-11-25'])
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatch(new RegExp(`^<> ${claire} Auto-Submitted: `))
  expect(letters[0]).toContain('\r\nMessage-ID: <digest.2026-11-25.box@mail.cotedor.test>\r\n')
})

test('before the morning → nothing', async () => {
  const { run, letters, clock } = office()
  clock.time = seven - 1
  await run()
  expect(letters).toEqual([])
})

test('the next day → another Message-ID', async () => {
  const { run, letters, clock } = office()
  await run()
  clock.time += 86_400_000
  await run()
  expect(letters.map((letter) => /digest\.[\d-]+/.exec(letter)?.[0])).toEqual([
    'digest.2026-11-25',
    'digest.2026-11-26',
  ])
})

test('soon deleted → what is past its twenty-seventh day of thirty', async () => {
  const { run, state } = office()
  await run()
  expect(state.soonBefore).toEqual(new Date(seven - 27 * 86_400_000))
})

test('the database goes between the delivery and the note of it → the same octets again, even much later', async () => {
  const { run, done, letters, clock, state } = office()
  state.noting = false
  await expect(run()).rejects.toThrow('gone')
  state.noting = true
  clock.time += 7_200_000
  await run()
  expect(letters).toHaveLength(2)
  expect(letters[1]).toBe(letters[0])
  expect(done).toEqual(['delivered 2026-11-25'])
})

test('Dovecot is busy or silent → waits for the next step of the curve', async () => {
  const silent: LmtpAnswer = { kind: 'silent', cause: 'ECONNREFUSED' }
  for (const answer of [said(busy), silent]) {
    const { run, done, events } = office([answer])
    await run()
    expect(done).toEqual(['again 30'])
    expect(events.at(-1)).toMatchObject({ event: 'digest.attempted', mailbox: claire, attempt: 1 })
  }
})

test('the mailbox is full → given up for the day', async () => {
  const { run, done, events } = office([said(full)])
  await run()
  expect(done).toEqual(['given up 2026-11-25'])
  expect(events).toEqual([
    {
      ...{ event: 'digest.attempted', mailbox: claire, entries: 1, attempt: 1 },
      reply: '552 5.2.2 Quota exceeded',
    },
  ])
})

test('one that cannot be written → the others get theirs, then it is told', async () => {
  const { run, done, state } = office()
  state.broken.push('broken' as MailboxId)
  await expect(run()).rejects.toThrow('broken: cannot be written')
  expect(done).toEqual(['delivered 2026-11-25'])
})

test('not delivered on its day → dropped at midnight of metropolitan France, with what was decided meanwhile', async () => {
  const { run, done, letters, clock, state } = office()
  state.noting = false
  await expect(run()).rejects.toThrow('gone')
  clock.time = Date.parse('2026-11-25T22:59:59Z')
  await expect(run()).rejects.toThrow('gone')
  clock.time = Date.parse('2026-11-25T23:00:00Z')
  await run()
  expect(done).toEqual(['dropped 2026-11-25'])
  expect(letters).toHaveLength(2)
})
