// Two installations, each with a mailbox that sends on to the other's: what was written once ends, and who wrote it hears of it.

import { expect, test } from 'vitest'
import type { CommuneId, ForwardTarget } from '#core/address/directory.ts'
import { type Domain, domainOf, type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { Secret } from '#core/secret.ts'
import { provesTheClient } from '#test/support/gateway/forwarding-gateway.ts'
import { type GatewayUnderTest, gatewayUnderTest, target } from '#test/support/gateway/gateway-under-test.ts'
import { policyBook } from '#test/support/gateway/policy-book.ts'

const saulieu = 'mairie@mairie-saulieu.test'
const semur = 'mairie@mairie-semur.test'
const author = 'paul@away.test'

interface Installation extends AsyncDisposable {
  readonly run: GatewayUnderTest
  readonly queued: NewQueuedMessage[]
}

/** Each has a key of its own, and believes nothing that the other wrote. */
async function installation(
  { mailbox, to }: { readonly mailbox: string; readonly to: string },
  proven: readonly string[],
): Promise<Installation> {
  const domain = domainOf(mailbox as EmailAddress)
  const forward: ForwardTarget = {
    ...{ ...target(mailbox), kind: 'forward', to: to as EmailAddress },
    until: new Date(Date.now() + 60_000),
  }
  const queued: NewQueuedMessage[] = []
  const run = await gatewayUnderTest(
    {},
    {
      directory: {
        resolve: async (recipient) =>
          mailboxKey(recipient).key === mailbox
            ? { kind: 'alias', targets: [target(mailbox), forward] }
            : { kind: 'unknown' },
      },
      owners: { ownerOf: async (asked) => (asked === domain ? ('c-1' as CommuneId) : null) },
      srsKey: new Secret(`key of ${domain}`),
      mailQueue: { enqueue: async (...messages) => void queued.push(...messages) },
    },
  )
  run.book = policyBook([], { hostedDomains: new Set<Domain>([domain]) })
  for (const each of proven) run.dns.records.set(`TXT ${each}`, [provesTheClient])
  return { run, queued, [Symbol.asyncDispose]: () => run[Symbol.asyncDispose]() }
}

interface Travelled {
  readonly replies: readonly string[]
  /** What reached the author's own server. */
  readonly toAuthor: readonly NewQueuedMessage[]
}

const mostHops = 50

/** Carries what is queued to where it is for, and a notification back for what is refused, until nothing is left. */
async function travel(installations: ReadonlyMap<string, Installation>): Promise<Travelled> {
  const replies: string[] = []
  const toAuthor: NewQueuedMessage[] = []
  const all = [...installations.values()]
  for (let hops = 0; hops < mostHops; hops += 1) {
    const message = all.find(({ queued }) => queued.length > 0)?.queued.shift()
    if (message === undefined) break
    const [{ address }] = message.recipients
    const next = installations.get(domainOf(address))
    if (next === undefined) {
      toAuthor.push(message)
      continue
    }
    const reply = await next.run.deliver(
      `Received: from a relay\r\n${message.content}`,
      [address],
      message.reversePath,
    )
    replies.push(reply)
    if (reply.startsWith('5') && message.reversePath !== '') {
      const teller = installations.get(domainOf(message.reversePath as EmailAddress))
      const notice = 'From: MAILER-DAEMON@relay.test\r\nSubject: Undelivered\r\n\r\nIt is looping'
      replies.push((await teller?.run.deliver(notice, [message.reversePath], '')) ?? 'nobody')
    }
  }
  return { replies, toAuthor }
}

const [saulieuSends, semurSends] = [
  { mailbox: saulieu, to: semur },
  { mailbox: semur, to: saulieu },
]
/** Who wrote to Saulieu, until nothing is left of it. */
async function travelled(first: Installation, second: Installation): Promise<Travelled> {
  expect(await first.run.deliver('From: <paul@away.test>\r\n\r\nBonjour', [saulieu], author)).toMatch(/^250/)
  return await travel(
    new Map([
      ['mairie-saulieu.test', first],
      ['mairie-semur.test', second],
    ]),
  )
}

test('two mailboxes that send on to each other → each gets it once, one 554, and the author is told', async () => {
  const all = ['away.test', 'mairie-saulieu.test', 'mairie-semur.test']
  await using first = await installation(saulieuSends, all)
  await using second = await installation(semurSends, all)
  const { replies, toAuthor } = await travelled(first, second)
  expect(first.run.lmtp.delivered.map(({ recipient }) => recipient)).toEqual([saulieu])
  expect(second.run.lmtp.delivered.map(({ recipient }) => recipient)).toEqual([semur])
  // To Semur, back to Saulieu, the notification to Semur, and on to Saulieu.
  expect(replies.map((reply) => reply.slice(0, 9))).toEqual([
    '250 2.0.0',
    '554 5.4.6',
    '250 2.0.0',
    '250 2.0.0',
  ])
  expect(toAuthor).toHaveLength(1)
  expect(toAuthor[0]).toMatchObject({ reversePath: '', recipients: [{ address: author }] })
  expect(String(toAuthor[0]?.content)).toContain('It is looping')
})

test('mail of an author whom nothing proves → it ends as soon, and its author hears nothing', async () => {
  await using first = await installation(saulieuSends, [])
  await using second = await installation(semurSends, [])
  const { replies, toAuthor } = await travelled(first, second)
  expect(toAuthor).toEqual([])
  // To Semur, back to Saulieu, the notification to Semur, and that to Saulieu and back, from the null path.
  expect(replies.map((reply) => reply.slice(0, 9))).toEqual([
    '250 2.0.0',
    '554 5.4.6',
    '250 2.0.0',
    '250 2.0.0',
    '554 5.4.6',
  ])
  expect(second.run.lmtp.delivered.at(-1)?.message).toContain('It is looping')
})
