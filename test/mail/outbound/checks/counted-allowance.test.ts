// How much may be sent, as a mail program hears of it: the whole pipeline, with counts and filters that a test says.

import { beforeEach, expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { Event } from '#core/event.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { type Destination, localDestination, type NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { SecurityEvent } from '#core/security-log.ts'
import type { Counted, SendingCounts, SendingHabits } from '#core/sending/sending-counts.ts'
import { wholeReply } from '#core/smtp/smtp-reply.ts'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import type { ScanAnswer } from '#daemons/rspamd/scan-answer.ts'
import type { FindLeaks } from '#mail/dlp/pre-send-check.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { countedAllowance } from '#mail/outbound/checks/counted-allowance.ts'
import { outboundPipeline } from '#mail/outbound/pipeline.ts'
import type { Submitted } from '#mail/outbound/stages.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'

const claire = 'claire@mairie-saulieu.test' as EmailAddress
const commune = 'c' as CommuneId
const mailbox = 'm' as MailboxId
const now = Date.parse('2026-02-02T09:00:00Z')

const calm: Counted = {
  ...{ refusal: null, refusedBefore: false, recent: 2, recentFirstTime: 1, newForward: false },
  receipt: { at: 'now', strangers: ['paul'] },
}
const usual: SendingHabits = { usual: 10, usualFirstTime: 2, newNetwork: false }
const clean: ScanAnswer = {
  ...{ score: 0, symbols: {}, greylist: false, scoreIsWhole: true },
  observation: nothingObserved,
}

let calls: unknown[][] = []
let told: SecurityEvent[] = []
let events: Event[] = []
let queued: NewQueuedMessage[] = []
beforeEach(() => {
  calls = []
  told = []
  events = []
  queued = []
})

const givenBack = (recipients: number) => ['giveBack', recipients, calm.receipt]

interface World {
  readonly counted?: Partial<Counted>
  readonly habits?: Partial<SendingHabits>
  readonly stopped?: boolean
  readonly suspected?: boolean
  readonly spam?: Result<ScanAnswer, string>
  readonly leaks?: FindLeaks
}

function pipeline({
  counted,
  habits,
  stopped = true,
  suspected = true,
  spam = ok(clean),
  leaks = async () => ok([]),
}: World) {
  const counts: SendingCounts = {
    count: async (...given) => {
      calls.push(['count', ...given])
      return { ...calm, ...counted }
    },
    giveBack: async (_, recipients, receipt) => void calls.push(['giveBack', recipients, receipt]),
    habits: async ({ login, client, network }) => {
      calls.push(['habits', login, client, network])
      return { ...usual, ...habits }
    },
    stop: async (_, facts) => {
      calls.push(['stop', facts])
      return stopped
    },
    suspect: async ({ mailbox: which }, facts) => {
      calls.push(['suspect', which, facts])
      return suspected
    },
  }
  const keep = (event: Event) => void events.push(event)
  const log = { info: keep, warn: keep, error: keep }
  const clock = { now: () => now }
  const ours = policyOf(commune, { sending: { ...limits, mailboxHour: 50 } })
  const policies = { book: async () => policyBook([ours]) }
  const securityLog = { add: (event: SecurityEvent) => void told.push(event) }
  return outboundPipeline({
    cleanUp: { hostname: 'mail.cotedor.test' },
    checks: {
      allowance: countedAllowance({ counts, policies, securityLog, clock, log }),
      scanForSpam: async () => spam,
      scanForVirus: async () => ok({ kind: 'clean' }),
      findLeaks: leaks,
      forwardedTo: async () => [],
      leakPolicy: async () => ({
        rules: defaultLeakPolicy.rules,
        known: { inside: new Set(), partners: defaultLeakPolicy.partners },
      }),
      leakTally: { add: () => void calls.push(['leak']) },
      ...{ policies, timeoutMilliseconds: 10, log },
    },
    signing: { keys: { activeOf: async () => [] }, clock },
    trace: { add: () => {} },
    queue: { enqueue: async (message) => void queued.push(message) },
  })
}
const limits = { mailboxHour: 300, mailboxDay: 1000, communeHour: 2000, firstTimeDay: 200 }

const to = (address: string, destination: Destination) => ({
  ...{ address: address as EmailAddress, destination, notify: [], originalRecipient: null },
})

const submitted = (): Submitted => ({
  queueId: newQueueId(now),
  receivedAt: new Date(now),
  session: { id: 's', address: '192.0.2.77', helo: 'pc', tls: null },
  sender: { mailbox, commune, address: claire, person: 'p', addresses: new Set([claire]) },
  reversePath: claire as ReversePath,
  ...{ smtputf8: false, returns: 'headers', envelopeId: null },
  content: { head: Buffer.from(`From: ${claire}\r\n\r\n`), body: bodyInMemory(Buffer.from('Bonjour\r\n')) },
  recipients: [
    to('paul@away.test', 'away.test' as Destination),
    to('mairie@mairie-saulieu.test', localDestination),
  ],
  '~stage': 'submission',
})
const replyIn = async (world: World) => wholeReply(await pipeline(world)(submitted()))

test('within the bounds → counted by the limits of the commune, strangers outside alone, and taken', async () => {
  expect(await replyIn({})).toMatch(/^250 /)
  expect(calls).toEqual([
    [
      'count',
      { mailbox, commune, recipients: 2, outside: ['paul@away.test'] },
      { ...limits, mailboxHour: 50 },
    ],
  ])
  expect(queued).toHaveLength(1)
})

test('too fast → 450 4.7.1 with the wait, in the security log once an hour, and nothing is queued', async () => {
  const refusal = { kind: 'later', bound: 'mailboxHour', most: 50, waitSeconds: 700 } as const
  expect(await replyIn({ counted: { refusal } })).toBe(
    "450 4.7.1 Au plus 50 destinataires par heure pour une boite. Le message n'est pas parti : reessayez dans 12 minutes.",
  )
  await replyIn({ counted: { refusal, refusedBefore: true } })
  expect(told).toEqual([
    {
      at: new Date(now),
      kind: 'sending-limit',
      network: '192.0.2.77',
      facts: { mailbox: claire, bound: 'mailboxHour', most: 50 },
    },
  ])
  expect(events).toMatchObject([
    { event: 'submission.not-allowed', reason: 'later mailboxHour' },
    { event: 'submission.not-allowed' },
  ])
  expect(queued).toEqual([])
})

test('more than may ever go in one message → 550 5.7.1, which says to send it in parts', async () => {
  const refusal = { kind: 'never', bound: 'firstTimeDay', most: 200 } as const
  expect(await replyIn({ counted: { refusal } })).toMatch(/^550 5\.7\.1 Au plus 200 .*en plusieurs fois\.$/)
})

test('suspended → 550 5.7.1, and no question more', async () => {
  expect(await replyIn({ counted: { refusal: { kind: 'suspended' }, recent: 500 } })).toMatch(
    /^550 5\.7\.1 Envoi suspendu/,
  )
  expect(calls).toHaveLength(1)
})

test('a burst from a new network → suspended from this message on, told to the log and to whoever watches', async () => {
  const world: World = { counted: { recent: 80, recentFirstTime: 70 }, habits: { newNetwork: true } }
  expect(await replyIn(world)).toMatch(/^550 5\.7\.1 Envoi suspendu/)
  const facts = { signals: ['new-network', 'burst'], recipients: 80, firstTime: 70 }
  expect(calls.slice(1)).toEqual([
    ['habits', claire, '192.0.2.77', '192.0.2.0/24'],
    ['stop', { ...facts, network: '192.0.2.0/24' }],
  ])
  expect(told).toMatchObject([{ kind: 'sending-stopped', facts: { mailbox: claire, ...facts } }])
  expect(events).toContainEqual({ event: 'sending.stopped', mailbox: claire, ...facts })
  expect(queued).toEqual([])
})

test('a forward and a new network without a burst → taken, told once a day and never stopped', async () => {
  const world: World = { counted: { newForward: true, recent: 49 }, habits: { newNetwork: true } }
  const send = pipeline(world)
  for (let message = 0; message < 2; message += 1)
    expect(wholeReply(await send(submitted()))).toMatch(/^250 /)
  expect(calls.filter(([what]) => what === 'stop')).toEqual([])
  const facts = { signals: ['new-network', 'new-forward'], recipients: 49, firstTime: 1 }
  const entry = { kind: 'takeover-suspected', network: '192.0.2.77', facts: { mailbox: claire, ...facts } }
  expect(told).toEqual([{ at: new Date(now), ...entry }])
  expect(calls.filter(([what]) => what === 'suspect')).toEqual([
    ['suspect', mailbox, { ...facts, network: '192.0.2.0/24' }],
  ])
  expect(queued).toHaveLength(2)
})

test('the same, and another gateway told it a moment before → taken, and not told again', async () => {
  const world: World = { counted: { newForward: true }, habits: { newNetwork: true }, suspected: false }
  expect(await replyIn(world)).toMatch(/^250 /)
  expect(told).toEqual([])
})

test('the same with one recipient more → stopped', async () => {
  const world: World = { counted: { newForward: true, recent: 50 }, habits: { newNetwork: true } }
  expect(await replyIn(world)).toMatch(/^550 5\.7\.1 Envoi suspendu/)
})

test('another gateway suspended it a moment before → refused as well, and told once', async () => {
  const world: World = { counted: { recent: 80 }, habits: { newNetwork: true }, stopped: false }
  expect(await replyIn(world)).toMatch(/^550 5\.7\.1 Envoi suspendu/)
  expect(told).toEqual([])
})

test('a burst that is over the bound → suspended, rather than asked to come back', async () => {
  const refusal = { kind: 'later', bound: 'mailboxHour', most: 50, waitSeconds: 700 } as const
  expect(await replyIn({ counted: { refusal, recent: 80 }, habits: { newNetwork: true } })).toMatch(/^550/)
})

test('a newsletter from where it always comes from → taken', async () => {
  expect(await replyIn({ counted: { recent: 80, recentFirstTime: 70 } })).toMatch(/^250/)
})

test.each<readonly [string, World, string, boolean]>([
  ['the spam filter is away', { spam: failed('no answer') }, '451', true],
  ['the filter calls it spam', { spam: ok({ ...clean, score: 90 }) }, '550', false],
])('%s → what was counted is given back where the sender tries again', async (_, world, code, back) => {
  expect((await replyIn(world)).slice(0, 3)).toBe(code)
  expect(calls.slice(1)).toEqual(back ? [givenBack(2)] : [])
})

test('a leak that is refused → it counts, and whom it would have written to first is new as before', async () => {
  const leaks: FindLeaks = async () => ok([{ kind: 'classified', count: 1, where: { part: 'body' } }])
  expect(await replyIn({ leaks })).toMatch(/^550 5\.7\.1/)
  expect(calls.slice(1)).toEqual([['leak'], givenBack(0)])
  expect(queued).toEqual([])
})

test('nobody looks for leaks before the deadline → 451, and what was counted is given back', async () => {
  const late: FindLeaks = (_, __, { deadline }) =>
    new Promise((resolve) => {
      deadline.addEventListener('abort', () => resolve(failed('no free thread in time')))
    })
  expect(await replyIn({ leaks: late })).toMatch(/^451 4\.3\.0/)
  expect(calls.slice(1)).toEqual([givenBack(2)])
  expect(events).toContainEqual(
    expect.objectContaining({ component: 'leak-finder', cause: 'no free thread in time' }),
  )
  expect(queued).toEqual([])
})

test('a check that breaks → given back, and the bug goes on its way', async () => {
  const broken = async (): Promise<never> => {
    throw new Error('out of memory')
  }
  await expect(replyIn({ leaks: broken })).rejects.toThrow('out of memory')
  expect(calls.slice(1)).toEqual([givenBack(2)])
})
