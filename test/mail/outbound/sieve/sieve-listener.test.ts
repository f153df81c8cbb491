// What Dovecot says to the listener, word by word: what it answers, and what it takes for whose.

import { afterEach, expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { Secret } from '#core/secret.ts'
import type { AutomaticSender } from '#core/sending/automatic-sender.ts'
import { forwardMark, forwardMarkField } from '#mail/forwarding/forward-mark.ts'
import { senderRewriting } from '#mail/forwarding/srs.ts'
import { freePort } from '#test/support/database/postgresql.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { perlArc, perlDkim } from '#test/support/signing/dkim-verifiers.ts'
import { keysOfSaulieu, saulieu, saulieuRecords } from '#test/support/signing/signing-keys-of.ts'

const claire = `claire@${saulieu}` as EmailAddress
const srsKey = new Secret('srs-test-key')
const sender: AutomaticSender = {
  ...{ mailbox: 'm-1' as MailboxId, commune: 'c-1' as CommuneId, address: claire },
  addresses: new Set([claire, `contact@${saulieu}` as EmailAddress]),
  outside: new Set(['Claire@gmail.test' as EmailAddress]),
}

const queued: NewQueuedMessage[] = []
let trouble: 'database' | 'full' | null = null
afterEach(() => {
  queued.length = 0
  trouble = null
})

async function opened() {
  const port = await freePort()
  const run = await gatewayUnderTest(
    { sieve: { listener: { host: '127.0.0.1', port }, mostInAnHour: 10 } },
    {
      automaticSenders: {
        find: async (address) => {
          if (trouble === 'database') throw new Error('down')
          return address === claire ? sender : null
        },
        count: async () => trouble !== 'full',
      },
      directory: {
        resolve: async (recipient) => {
          if (!recipient.endsWith(`@${saulieu}`)) return { kind: 'foreign' }
          if (recipient.startsWith('closed')) return { kind: 'suspended' }
          return recipient.startsWith('mairie') ? { kind: 'not-ready' } : { kind: 'unknown' }
        },
      },
      mailQueue: { enqueue: async (...messages) => void queued.push(...messages) },
      ...{ srsKey, signingKeys: keysOfSaulieu },
    },
  )
  for (const [question, answer] of saulieuRecords) run.dns.records.set(question, answer)
  return { run, port, [Symbol.asyncDispose]: () => run[Symbol.asyncDispose]() }
}

const x = 'X-Sieve: Pigeonhole Sieve 2.4.1'
const redirect = [
  x,
  `X-Sieve-Redirected-From: ${claire}`,
  'From: paul@away.test',
  'Subject: x',
  '',
  'Bonjour',
]
const answer = [
  x,
  `From: <${claire}>`,
  'To: <paul@away.test>',
  'Auto-Submitted: auto-replied (vacation)',
  '',
  'Absente',
]
const notice = [x, `From: <${claire}>`, 'Auto-Submitted: auto-notified; owner-email="x"', '', 'Du courrier']

/** The reply after the end of data, in a group as Dovecot sends it. */
async function sent(
  port: number,
  lines: readonly string[],
  { from = claire as string, to = 'paul@away.test', parameters = '' } = {},
) {
  await using dialogue = smtpDialogue(port)
  await dialogue.run(`
    S: 220
    C: EHLO mail.cotedor.test
    S: 250
  `)
  dialogue.send(`MAIL FROM:<${from}>${parameters}\r\nRCPT TO:<${to}>\r\nDATA\r\n`)
  const replies = [await dialogue.reply(), await dialogue.reply(), await dialogue.reply()]
  const refused = replies.find((reply) => !/^[23]/.test(reply))
  if (refused !== undefined) return refused
  dialogue.send(`${lines.join('\r\n')}\r\n.\r\n`)
  return await dialogue.reply()
}
const to = { to: 'claire@gmail.test', from: 'paul@away.test' }

test('EHLO → neither AUTH nor STARTTLS, and neither is taken', async () => {
  await using at = await opened()
  await using dialogue = smtpDialogue(at.port)
  await dialogue.run('S: 220')
  dialogue.send('EHLO mail.cotedor.test\r\n')
  expect(await dialogue.reply()).not.toMatch(/AUTH|STARTTLS/)
  await dialogue.run(`
    C: STARTTLS
    S: 5
    C: AUTH PLAIN AGEAYg==
    S: 5
  `)
})

test('a redirect → 250; sealed, from a rewritten sender, whatever the case of the address in the rule', async () => {
  await using at = await opened()
  const content = [
    'Authentication-Results: mx.ours.test; spf=pass smtp.mailfrom=away.test; arc=none',
    ...redirect.slice(2),
  ]
  expect(await sent(at.port, [...redirect.slice(0, 2), ...content], to)).toMatch(
    /^250 2\.0\.0 OK, received as/,
  )
  const [message] = queued
  expect(message?.reversePath).toMatch(/^SRS0=.*=away\.test=paul@/)
  expect(await perlArc(message?.content ?? Buffer.alloc(0), at.run.dns)).toBe('pass')
})

test.each([
  ['a person', []],
  ['a program', ['Auto-Submitted: auto-replied (vacation)']],
])(
  'a redirect of mail of %s → no answer of the mailbox: what it says of Auto-Submitted stays, and no more',
  async (_, said) => {
    await using at = await opened()
    expect(await sent(at.port, [...redirect.slice(0, 2), ...said, ...redirect.slice(2)], to)).toMatch(/^250/)
    expect(queued).toMatchObject([{ origin: 'forward' }])
    expect(String(queued[0]?.content).match(/^Auto-Submitted:.*$/gm) ?? []).toEqual(said)
  },
)

test('a redirect of mail whose sender nothing proves → what becomes of it is told to the mailbox', async () => {
  await using at = await opened()
  const failed = 'Authentication-Results: mx.ours.test; spf=fail smtp.mailfrom=away.test'
  const [first = '', second = '', ...rest] = redirect
  expect(await sent(at.port, [first, second, failed, ...rest], to)).toMatch(/^250/)
  expect(queued).toMatchObject([
    { reversePath: claire, returns: 'full', recipients: [{ notify: ['failure'] }] },
  ])
})

test('an answer → 250, signed with both keys of the domain', async () => {
  await using at = await opened()
  expect(await sent(at.port, answer)).toMatch(/^250/)
  expect(await perlDkim(queued[0]?.content ?? Buffer.alloc(0), at.run.dns)).toEqual(
    expect.arrayContaining([`rsa-sha256 ${saulieu} pass`]),
  )
  expect(at.run.events.at(-1)).toMatchObject({ event: 'sieve.answered', kind: 'answer', mailbox: claire })
})

test.each([
  ['ASCII alone', answer, false],
  ['a subject beyond ASCII', ['X-Sieve: x', 'Subject: Réponse', ...answer.slice(1)], true],
])('an answer with SMTPUTF8, %s → needs it on its way, or not', async (_, lines, smtputf8) => {
  await using at = await opened()
  expect(await sent(at.port, lines, { parameters: ' SMTPUTF8' })).toMatch(/^250/)
  expect(queued).toMatchObject([{ smtputf8 }])
})

test('an answer to the rewritten sender of what we sent on → goes to our queue, and from there to whoever wrote', async () => {
  await using at = await opened()
  const srs = senderRewriting(srsKey, { now: () => Date.now() })
  const rewritten = srs.rewritten('paul@away.test' as EmailAddress, saulieu) ?? ''
  expect(await sent(at.port, answer, { to: rewritten })).toMatch(/^250/)
  expect(queued[0]?.recipients).toMatchObject([{ address: rewritten, destination: 'local' }])
})

const elsewhere = `From: <maire@${saulieu}>`

test.each<[string, readonly string[], { from?: string; to?: string }, RegExp]>([
  ['no word of Sieve on top', redirect.slice(1), to, /^550 5\.7\.1 Only answers/],
  [
    'a redirect whose mailbox stands further down',
    [x, 'Subject: x', ...redirect.slice(1)],
    to,
    /^550 5\.7\.1 Only/,
  ],
  [
    'a mailbox that is not there',
    [x, `X-Sieve-Redirected-From: x@${saulieu}`, ...redirect.slice(2)],
    to,
    /^550 5\.2\.1/,
  ],
  [
    'a redirect to the outside that is not allowed',
    redirect,
    { ...to, to: 'x@gmail.test' },
    /^550 5\.7\.1 This mailbox may not/,
  ],
  ['a redirect to nobody', redirect, { ...to, to: `x@${saulieu}` }, /^550 5\.1\.1/],
  ['a redirect to a closed mailbox', redirect, { ...to, to: `closed@${saulieu}` }, /^550 5\.2\.1/],
  ['a forged rewritten sender', answer, { to: `SRS0=aaaaaaaa=aa=away.test=x@${saulieu}` }, /^550 5\.1\.1/],
  ['an answer from the null path', answer, { from: '' }, /^550 5\.7\.1 Only/],
  ['an answer from elsewhere', answer, { from: 'x@away.test' }, /^550 5\.2\.1/],
  [
    'an answer in another name',
    [x, elsewhere, ...answer.slice(2)],
    {},
    /^550 5\.7\.1 This mailbox may not send/,
  ],
  ['an answer in two names', [...answer.slice(0, 4), elsewhere, '', 'x'], {}, /^554 5\.6\.0/],
  ['a notice to the outside', notice, {}, /^550 5\.7\.1 This mailbox may not/],
  [
    'neither answer nor notice',
    [x, `From: <${claire}>`, 'Auto-Submitted: no', '', 'x'],
    {},
    /^550 5\.7\.1 Only/,
  ],
  ['a bare line feed', ['a\nb', ...answer], {}, /^554 5\.6\.0/],
  ['a recipient that is none', answer, { to: '"a b"@away.test' }, /^553 5\.1\.3/],
])('%s → refused, and nothing sent', async (_, lines, envelope, expected) => {
  await using at = await opened()
  expect(await sent(at.port, lines, envelope)).toMatch(expected)
  expect(queued).toEqual([])
})

test('the commune forbids every forward to the outside → none; an answer goes all the same', async () => {
  await using at = await opened()
  at.run.book = policyBook([policyOf('c-1', { forbidsExternalForwards: true })])
  expect(await sent(at.port, redirect, to)).toMatch(/^550 5\.7\.1 This mailbox may not/)
  expect(await sent(at.port, answer)).toMatch(/^250/)
})

test('what this mailbox sent on before, or what passed fifty servers → 554 5.4.6', async () => {
  await using at = await opened()
  const marked = forwardMarkField([forwardMark(sender.mailbox, srsKey)]).trimEnd()
  const [first = '', second = '', ...rest] = redirect
  expect(await sent(at.port, [first, second, marked, ...rest], to)).toMatch(/^554 5\.4\.6 /)
  const received = Array.from({ length: 51 }, () => 'Received: from a by b')
  expect(await sent(at.port, [first, second, ...received, ...rest], to)).toMatch(/^554 5\.4\.6 /)
})

test('as much as an hour allows was sent → 550; the database is away → 451', async () => {
  await using at = await opened()
  trouble = 'full'
  expect(await sent(at.port, redirect, to)).toMatch(/^550 5\.7\.1 The rules of this mailbox/)
  trouble = 'database'
  expect(await sent(at.port, redirect, to)).toMatch(/^451 4\.3\.0/)
  expect(queued).toEqual([])
})

test.each(['"john doe"@away.test', 'foo.@docomo.test', 'u@[192.0.2.1]', `${'x'.repeat(100)}@away.test`, ''])(
  'a redirect of mail from <%s>, which the gateway takes → taken',
  async (from) => {
    await using at = await opened()
    const proof = 'Authentication-Results: mx.ours.test; auth=pass'
    expect(
      await sent(at.port, [...redirect.slice(0, 2), proof, ...redirect.slice(2)], { ...to, from }),
    ).toMatch(/^250/)
    expect(queued[0]?.reversePath).toBe(from === '' ? '' : claire)
  },
)

const runs = (at: { readonly run: GatewayUnderTest }) => at.run.gateway.ports.length

test('a gateway without the section → no such listener', async () => {
  await using at = await opened()
  await using without = await gatewayUnderTest()
  expect(runs(at)).toBe(2)
  expect(without.gateway.ports).toHaveLength(1)
})
