// Mail for a mailbox that sends on to the outside, through the whole gateway: what is sent on, what stays, what the sender hears.

import { expect, test } from 'vitest'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import { at, type ForwardingGateway, forwardingGateway } from '#test/support/gateway/forwarding-gateway.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'
import { withMacro } from '#test/support/gateway/several-communes.ts'
import { perlArc } from '#test/support/signing/dkim-verifiers.ts'
import { saulieu, saulieuRecords } from '#test/support/signing/signing-keys-of.ts'

const message = 'From: Paul <paul@away.test>\r\nSubject: Conseil\r\n\r\nBonjour'

const sentOn = ({ queued }: ForwardingGateway): readonly NewQueuedMessage[] => queued.flat()
const only = (gateway: ForwardingGateway): NewQueuedMessage => {
  const [first, ...others] = sentOn(gateway)
  if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} messages`)
  return first
}
const delivered = ({ run }: ForwardingGateway) => run.lmtp.delivered.map(({ recipient }) => recipient).sort()
const traced = ({ run }: ForwardingGateway) =>
  run.traced.map(({ recipient, outcome, reason }) => `${recipient.split('@')[0]} ${outcome} ${reason}`)
const bounce = 'From: MAILER-DAEMON@outside.test\r\nSubject: Undelivered\r\n\r\nNo such user'

test('a mailbox that keeps a copy → delivered there and sent on, both told by the trace', async () => {
  await using gateway = await forwardingGateway()
  expect(await gateway.run.deliver(message, [at('keeps')])).toMatch(/^250/)
  expect(delivered(gateway)).toEqual([at('keeps')])
  expect(only(gateway)).toMatchObject({
    ...{ origin: 'forward', commune: 'c-1', mailbox: `m-${at('keeps')}`, held: false },
    recipients: [
      {
        ...{ address: 'keeps@outside.test', destination: 'outside.test', notify: ['failure'] },
        originalRecipient: `rfc822;${at('keeps')}`,
      },
    ],
  })
  expect(traced(gateway)).toEqual(['keeps forwarded clean', 'keeps delivered clean'])
})

test('a mailbox that keeps none → sent on alone; to two addresses → one message', async () => {
  await using gateway = await forwardingGateway()
  expect(await gateway.run.deliver(message, [at('sends'), at('twice')])).toMatch(/^250/)
  expect(delivered(gateway)).toEqual([])
  expect(gateway.queued).toHaveLength(1)
  expect(sentOn(gateway).map(({ recipients }) => recipients.map(({ address }) => address))).toEqual([
    ['sends@outside.test'],
    ['twice@outside.test', 'second@outside.test'],
  ])
  expect(gateway.run.events.filter(({ event }) => event === 'mail.forwarded')).toHaveLength(2)
})

test('sent on → the sender rewritten, the message untouched below our fields, sealed with the key of the domain', async () => {
  await using gateway = await forwardingGateway()
  for (const [question, answer] of saulieuRecords) gateway.run.dns.records.set(question, answer)
  await gateway.run.deliver(message, [at('sends')], 'paul@away.test')
  const { reversePath, content } = only(gateway)
  expect(reversePath).toMatch(/^SRS0=[a-z2-7]{8}=[a-z2-7]{2}=away\.test=paul@mairie-saulieu\.test$/)
  expect(String(content)).toMatch(/^ARC-Seal: i=1; a=rsa-sha256;/)
  expect(String(content)).toMatch(/\r\nX-Vaguemestre-Forwarded: [a-z2-7]{16}\r\nReceived: from client\.test/)
  expect(String(content).endsWith(`${message}\r\n`)).toBe(true)
  expect(await perlArc(content, gateway.run.dns)).toBe('pass')
})

test('a notification → sent on from the null path still, and nobody is told about it', async () => {
  await using gateway = await forwardingGateway()
  await gateway.run.deliver(message, [at('sends')], '')
  expect(only(gateway)).toMatchObject({ reversePath: '', recipients: [{ notify: [] }] })
})

const provenBy: readonly [string, readonly string[], readonly string[], string][] = [
  ['SPF of its domain', ['v=spf1 ip4:127.0.0.1 -all'], [], 'SRS0='],
  ['nothing', [], [], 'sends@'],
  ['SPF that fails', ['v=spf1 -all'], [], 'sends@'],
  [
    'a field that claims to be ours',
    [],
    ['Authentication-Results: mx.ours.test; auth=pass; dkim=pass header.d=away.test'],
    'sends@',
  ],
]
test.each(provenBy)('a sender proven by %s → reverse-path of the copy', async (_, spf, fields, begins) => {
  await using gateway = await forwardingGateway()
  gateway.run.dns.records.set('TXT away.test', spf)
  await gateway.run.deliver([...fields, message].join('\r\n'), [at('sends')], 'paul@away.test')
  expect(only(gateway).reversePath.startsWith(begins)).toBe(true)
})

test('one of our own addresses in the reverse-path, and nothing proves it → told to the mailbox, with the whole message', async () => {
  await using gateway = await forwardingGateway()
  gateway.run.dns.records.delete(`TXT ${saulieu}`)
  await gateway.run.deliver(message, [at('sends')], at('plain'))
  expect(only(gateway)).toMatchObject({ reversePath: at('sends'), returns: 'full' })
  expect(only(gateway).recipients[0].notify).toEqual(['failure'])
})

test('a sender that cannot be rewritten → what becomes of the copy is told to the mailbox', async () => {
  await using gateway = await forwardingGateway()
  await gateway.run.deliver(message, [at('sends')], `${'x'.repeat(50)}@away.test`)
  expect(only(gateway).reversePath).toBe(at('sends'))
})

test.each(['Auto-Submitted: auto-generated', 'List-Id: <a.away.test>', 'Precedence: bulk'])(
  'mail with %s → sent on like any other',
  async (field) => {
    await using gateway = await forwardingGateway()
    expect(await gateway.run.deliver(`${field}\r\n${message}`, [at('sends')])).toMatch(/^250/)
    expect(sentOn(gateway)).toHaveLength(1)
  },
)

const autoSubmitted = (content: Buffer | string): readonly string[] =>
  String(content).match(/^Auto-Submitted:.*$/gim) ?? []

test('mail of a person → no Auto-Submitted is put on it; of a program → its own, as it wrote it, and no other', async () => {
  for (const fields of [[], ['auto-submitted:  Auto-Replied (vacation); x=y']]) {
    await using gateway = await forwardingGateway()
    await gateway.run.deliver([...fields, message].join('\r\n'), [at('sends')])
    expect(autoSubmitted(only(gateway).content)).toEqual(fields)
  }
})

test('Auto-Submitted says nothing about loops → sent on by one mailbox and another, and stopped at the first', async () => {
  await using gateway = await forwardingGateway()
  await gateway.run.deliver(`Auto-Submitted: auto-replied\r\n${message}`, [at('keeps')])
  const once = cameBack(gateway)
  gateway.queued.length = 0
  expect(await gateway.run.deliver(once, [at('sends')])).toMatch(/^250/)
  expect(autoSubmitted(only(gateway).content)).toEqual(['Auto-Submitted: auto-replied'])
  expect(await gateway.run.deliver(once, [at('keeps')])).toMatch(/^554 5\.4\.6 /)
})

const says = (answer: string) => (gateway: ForwardingGateway) => {
  gateway.run.rspamd.answer = answer
}
const finds = (answer: string) => (gateway: ForwardingGateway) => {
  gateway.run.clamd.answer = answer
}
const noQueue = (gateway: ForwardingGateway) => {
  gateway.queueDown = true
}
const suspicious = scored(1, [], { action: 'soft reject' })
const virus = 'stream: Eicar FOUND\0'

test.each<[string, (gateway: ForwardingGateway) => void, RegExp, string[], string[]]>([
  ['junk', says(scored(7)), /^250/, ['junk junk-score'], ['sends']],
  ['a virus', finds(virus), /^554/, ['refused virus'], []],
  ['spam', says(scored(20)), /^550/, ['refused spam-score'], []],
  ['suspicious', says(suspicious), /^451/, ['deferred greylisted'], []],
])('%s for a mailbox that only sends on → never sent on', async (_, given, reply, became, mailboxes) => {
  await using gateway = await forwardingGateway()
  given(gateway)
  expect(await gateway.run.deliver(message, [at('sends')])).toMatch(reply)
  expect(sentOn(gateway)).toEqual([])
  expect(delivered(gateway)).toEqual(mailboxes.map(at))
  expect(traced(gateway)).toEqual(became.map((each) => `sends ${each}`))
})

test('what the commune holds → held once for the mailbox, whether it keeps a copy or not, and not sent on', async () => {
  for (const local of ['keeps', 'sends']) {
    await using gateway = await forwardingGateway()
    gateway.run.rspamd.answer = withMacro
    expect(await gateway.run.deliver(message, [at(local)])).toMatch(/^250/)
    expect(sentOn(gateway)).toEqual([])
    expect(gateway.run.kept.flatMap(({ recipients }) => recipients)).toMatchObject([
      { recipient: at(local), why: { kind: 'held' } },
    ])
  }
})

test('the commune forbids every forward to the outside → stays in the mailbox', async () => {
  for (const local of ['keeps', 'sends']) {
    await using gateway = await forwardingGateway()
    gateway.run.book = policyBook([policyOf('c-1', { forbidsExternalForwards: true })])
    expect(await gateway.run.deliver(message, [at(local)])).toMatch(/^250/)
    expect(sentOn(gateway)).toEqual([])
    expect(delivered(gateway)).toEqual([at(local)])
  }
})

test('the queue does not take it → 451, nothing delivered and nothing kept: its sender has it', async () => {
  await using gateway = await forwardingGateway()
  gateway.queueDown = true
  expect(await gateway.run.deliver(message, [at('list')])).toMatch(/^451 4\.3\.0/)
  expect(delivered(gateway)).toEqual([])
  expect(gateway.run.kept).toEqual([])
  expect(traced(gateway).every((each) => each.endsWith('deferred delivery-deferred'))).toBe(true)
})

test('Dovecot is busy, and it was sent on → 250, and a row waits for the mailbox alone', async () => {
  await using gateway = await forwardingGateway()
  gateway.run.lmtp.reply = (moment) => (moment === 'end' ? '451 4.2.0 busy' : null)
  expect(await gateway.run.deliver(message, [at('keeps')])).toMatch(/^250/)
  expect(sentOn(gateway)).toHaveLength(1)
  expect(gateway.run.kept.flatMap(({ recipients }) => recipients)).toMatchObject([
    { recipient: at('keeps'), why: { kind: 'waiting' } },
  ])
  expect(traced(gateway)).toEqual(['keeps forwarded clean', 'keeps waiting delivery-deferred'])
})

/** As it comes back from whoever it was sent on to. */
const cameBack = (gateway: ForwardingGateway): string =>
  `Received: from there\r\n${String(only(gateway).content)}`

test('what a mailbox sent on comes back to it → 554 5.4.6, and nothing more', async () => {
  await using gateway = await forwardingGateway()
  await gateway.run.deliver(message, [at('keeps')])
  const again = cameBack(gateway)
  gateway.queued.length = 0
  gateway.run.lmtp.delivered.length = 0
  expect(await gateway.run.deliver(again, [at('keeps')])).toMatch(/^554 5\.4\.6 /)
  expect(sentOn(gateway)).toEqual([])
  expect(delivered(gateway)).toEqual([])
})

test('what one mailbox sent on comes to another that sends on → sent on, with both marks; back to the first → 554', async () => {
  await using gateway = await forwardingGateway()
  await gateway.run.deliver(message, [at('keeps')])
  const once = cameBack(gateway)
  gateway.queued.length = 0
  expect(await gateway.run.deliver(once, [at('sends')])).toMatch(/^250/)
  const twice = cameBack(gateway)
  expect(twice).toMatch(/\r\nX-Vaguemestre-Forwarded: [a-z2-7]{16}\r\n\t[a-z2-7]{16}\r\n/)
  gateway.queued.length = 0
  expect(await gateway.run.deliver(twice, [at('keeps')])).toMatch(/^554 5\.4\.6 /)
})

test('marks → not in what a mailbox gets', async () => {
  await using gateway = await forwardingGateway()
  await gateway.run.deliver(message, [at('keeps')])
  await gateway.run.deliver(cameBack(gateway), [at('plain')])
  expect(gateway.run.lmtp.delivered.at(-1)?.message).not.toContain('X-Vaguemestre-Forwarded')
})

async function rewrittenBy(gateway: ForwardingGateway, sender = 'paul@away.test'): Promise<string> {
  await gateway.run.deliver(message, [at('sends')], sender)
  const { reversePath } = only(gateway)
  gateway.queued.length = 0
  return reversePath
}

test('a notification to a rewritten sender → goes back to whoever wrote, from the null path', async () => {
  await using gateway = await forwardingGateway()
  const to = await rewrittenBy(gateway)
  expect(await gateway.run.deliver(bounce, [to], '')).toMatch(/^250/)
  const back = only(gateway)
  expect(back).toMatchObject({
    ...{ origin: 'forward', commune: 'c-1', mailbox: null, reversePath: '' },
    recipients: [{ address: 'paul@away.test', destination: 'away.test', notify: [] }],
  })
  expect(String(back.content)).toContain('No such user')
  expect(gateway.run.traced.at(-1)).toMatchObject({ recipient: to, outcome: 'forwarded' })
})

test('a notification in ASCII that came with SMTPUTF8 → goes back to servers without it', async () => {
  await using gateway = await forwardingGateway()
  const to = await rewrittenBy(gateway)
  await using dialogue = await gateway.run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<> SMTPUTF8
    S: 250
    C: RCPT TO:<${to}>
    S: 250
    C: DATA
    S: 354
  `)
  dialogue.send(`${bounce}\r\n.\r\n`)
  expect(await dialogue.reply()).toMatch(/^250/)
  expect(only(gateway)).toMatchObject({ reversePath: '', smtputf8: false })
})

test('to one of our own → into the queue for our own mailboxes', async () => {
  await using gateway = await forwardingGateway()
  const to = await rewrittenBy(gateway, at('plain'))
  await gateway.run.deliver(bounce, [to], '')
  expect(only(gateway).recipients).toMatchObject([{ address: at('plain'), destination: 'local' }])
})

test('anything but a notification, or one that is forged → 550 5.1.1 at RCPT', async () => {
  await using gateway = await forwardingGateway()
  const to = await rewrittenBy(gateway)
  await using dialogue = await gateway.run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<somebody@away.test>
    S: 250
    C: RCPT TO:<${to}>
    S: 550 5.1.1
    C: RSET
    S: 250
    C: MAIL FROM:<>
    S: 250
    C: RCPT TO:<${to.replace('paul', 'mayor')}>
    S: 550 5.1.1
    C: RCPT TO:<SRS0=aaaaaaaa=aa=away.test=paul@${saulieu}>
    S: 550 5.1.1
    C: RCPT TO:<${to.toLowerCase()}>
    S: 250
  `)
})

test('a rewritten sender beside another recipient → 452: it goes alone', async () => {
  await using gateway = await forwardingGateway()
  const to = await rewrittenBy(gateway)
  await using dialogue = await gateway.run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<>
    S: 250
    C: RCPT TO:<${to}>
    S: 250
    C: RCPT TO:<${at('plain')}>
    S: 452 4.5.3
    C: RSET
    S: 250
    C: MAIL FROM:<>
    S: 250
    C: RCPT TO:<${at('plain')}>
    S: 250
    C: RCPT TO:<${to}>
    S: 452 4.5.3
  `)
})

test.each<[string, (gateway: ForwardingGateway) => void, RegExp]>([
  ['junk', says(scored(7)), /^550 5\.7\.1/],
  ['with a virus', finds(virus), /^554/],
  ['suspicious', says(suspicious), /^451/],
  ['when the queue is away', noQueue, /^451/],
])('a notification to a rewritten sender, %s → goes nowhere', async (_, given, reply) => {
  await using gateway = await forwardingGateway()
  const to = await rewrittenBy(gateway)
  given(gateway)
  expect(await gateway.run.deliver(bounce, [to], '')).toMatch(reply)
  expect(sentOn(gateway)).toEqual([])
  expect(gateway.run.kept).toEqual([])
})
