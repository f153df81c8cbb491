// More is held than may be: what the sender hears, and what becomes of each recipient.

import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { HeldOctets } from '#core/held/held-octets.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'
import { denies, dovecotSays, macroTo, message, withMacro } from '#test/support/gateway/several-communes.ts'

const [held, other] = ['a@c1.test', 'b@c1.test']
const [another, refusing, taking] = ['a@c2.test', 'a@c3.test', 'a@c4.test']

/** The mailbox `held` has one held message, which is as much as `full` allows. */
async function fullGateway(full: Partial<GatewayConfig>): Promise<GatewayUnderTest> {
  const run = await gatewayUnderTest(full)
  run.rspamd.answer = withMacro
  const policies = [macroTo('hold'), macroTo('hold'), denies, macroTo('deliver')]
  run.book = policyBook(policies.map((policy, index) => policyOf(`c-${index + 1}`, policy)))
  expect(await run.deliver(message, [held])).toMatch(/^250/)
  for (const list of [run.traced, run.events, run.kept]) list.splice(0)
  return run
}

const mailboxFull = { heldMailboxBytes: 1 }
const allFull = { heldTotalBytes: 1 }
const busy = dovecotSays('451 4.2.0 busy', taking)

test.each<[string, Partial<GatewayConfig>, string[], RegExp, string[]]>([
  ['the mailbox', mailboxFull, [held], /^452 4\.2\.2/, ['deferred held-full']],
  ['another mailbox', mailboxFull, [other], /^250/, ['held attachment']],
  ['all', allFull, [other], /^452 4\.3\.1/, ['deferred held-full']],
  ['one of two', mailboxFull, [held, other], /^250/, ['held attachment', 'held attachment']],
  [
    'all, for two communes',
    allFull,
    [held, another],
    /^452 4\.3\.1/,
    ['deferred held-full', 'deferred held-full'],
  ],
  [
    'the mailbox, and one is refused',
    mailboxFull,
    [held, refusing],
    /^451 4\.3\.0/,
    ['deferred held-full', 'refused sender-denied'],
  ],
  [
    'the mailbox, and one is delivered',
    mailboxFull,
    [held, taking],
    /^250/,
    ['held attachment', 'delivered clean'],
  ],
  [
    'all, and one is delivered',
    allFull,
    [refusing, held, taking],
    /^250/,
    ['held sender-denied', 'held attachment', 'delivered clean'],
  ],
])(
  'full is %s → the reply and the outcomes of decision 6, and a row for what is held alone',
  async (...row) => {
    const [, full, recipients, reply, become] = row
    await using run = await fullGateway(full)
    expect(await run.deliver(message, recipients)).toMatch(reply)
    expect(run.traced.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(become)
    const rows = run.kept.flatMap((kept) => kept.recipients.map(({ why }) => why.kind))
    expect(rows).toEqual(become.filter((each) => each.startsWith('held')).map(() => 'held'))
  },
)

test('full, and Dovecot is busy for the other one → nobody has it: 4yz, and nothing waits', async () => {
  await using run = await fullGateway(mailboxFull)
  busy(run)
  expect(await run.deliver(message, [held, taking])).toMatch(/^452 4\.2\.2/)
  expect(run.traced.map(({ reason }) => reason)).toEqual(['held-full', 'delivery-deferred'])
  expect(run.kept).toEqual([])
})

test('full → trace and log name reason and reply, and one line an hour the mailbox', async () => {
  await using run = await fullGateway(mailboxFull)
  await run.deliver(message, [held])
  await run.deliver(message, [held])
  const reply = '452 4.2.2 Mailbox is full, please try again later'
  expect(run.traced[0]).toMatchObject({ outcome: 'deferred', reason: 'held-full', reply })
  expect(run.events.find(({ event }) => event === 'mail.settled')).toMatchObject({
    reason: 'held-full',
    reply,
  })
  expect(run.events.filter(({ event }) => event === 'held.full')).toEqual([
    { event: 'held.full', bound: 'mailbox', mailbox: held },
  ])
})

test('an ordinary message → 250, and nobody is asked how much is held; what would be held is', async () => {
  const asked: string[] = []
  const heldOctets: HeldOctets = {
    async ofMailboxes() {
      asked.push('mailboxes')
      return new Map()
    },
    async inAll() {
      asked.push('all')
      return 1
    },
  }
  await using run = await gatewayUnderTest(allFull, { heldOctets })
  expect(await run.deliver(message, [held])).toMatch(/^250/)
  expect(asked).toEqual([])
  run.rspamd.answer = withMacro
  expect(await run.deliver(message, [held])).toMatch(/^452/)
  expect(asked).toEqual(['all', 'mailboxes'])
})

test('nobody says how much is held → 451, and nothing is held', async () => {
  const down = () => Promise.reject(new Error('canceling statement due to statement timeout'))
  await using run = await gatewayUnderTest({}, { heldOctets: { ofMailboxes: down, inAll: down } })
  run.rspamd.answer = withMacro
  expect(await run.deliver(message, [held])).toMatch(/^451 4\.3\.0/)
  expect(run.traced).toMatchObject([{ outcome: 'deferred', reason: 'filter-unavailable' }])
  expect(run.kept).toEqual([])
})

test('less free disk than twice the floor → 452 4.3.1 for what would be held, 250 for ordinary mail', async () => {
  const { bavail, bsize } = statfsSync(tmpdir())
  const freeDiskFloorBytes = Math.floor(bavail * bsize * 0.75)
  await using run = await gatewayUnderTest({ freeDiskFloorBytes })
  expect(await run.deliver(message, [held])).toMatch(/^250/)
  run.rspamd.answer = withMacro
  expect(await run.deliver(message, [held])).toMatch(/^452 4\.3\.1/)
  expect(run.events).toContainEqual({ event: 'held.full', bound: 'disk', mailbox: null })
})
