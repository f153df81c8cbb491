// One message to mailboxes of several communes, each with a policy of its own: the whole way from RCPT to the one reply,
// the copies that LMTP gets, the rows that are kept and the entries of the trace.

import { expect, test } from 'vitest'
import type { CommunePolicy } from '#core/commune-policy.ts'
import type { CommuneId } from '#core/directory.ts'
import { readFindingsField } from '#core/findings-field.ts'
import { Secret } from '#core/secret.ts'
import { scored } from '#test/support/fake-rspamd.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway-under-test.ts'
import { policyBook, policyOf, senderRule } from '#test/support/policy-book.ts'

const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello'

const here = (effect: 'allow' | 'deny') => senderRule(effect, 'network', '127.0.0.0/8')
const allows: Partial<CommunePolicy> = { rules: [[], [here('allow')]] }
const denies: Partial<CommunePolicy> = { rules: [[], [here('deny')]] }
const forbids: Partial<CommunePolicy> = {
  rules: [[here('deny')], [here('allow')]],
}
const lenient: Partial<CommunePolicy> = { junkAt: 90, refuseAt: 99 }
const strict: Partial<CommunePolicy> = { junkAt: 1, refuseAt: 5 }
const ordinary: Partial<CommunePolicy> = {}
const macroTo = (action: 'deliver' | 'junk' | 'hold' | 'refuse'): Partial<CommunePolicy> => ({
  attachments: { ...policyOf('x').attachments, macro: action },
})
const withMacro = scored(0, [], {
  attachments: [{ name: 'devis.docm', declared: 'a/b', detected: 'docm', bytes: 1, marks: ['macro'] }],
})
const suspicious = scored(4, [], { action: 'soft reject' })
const dovecotSays =
  (reply: string, to: string) =>
  (run: GatewayUnderTest): void => {
    run.lmtp.reply = (moment, recipient) => (moment === 'end' && recipient === to ? reply : null)
  }

interface Combination {
  readonly rspamd: string
  /** The policies of c-1, c-2 … */
  readonly policies: readonly Partial<CommunePolicy>[]
  /** Left out: `a@c1.test`, `a@c2.test` … as many as there are policies. */
  readonly to?: readonly string[]
  readonly trouble?: (run: GatewayUnderTest) => void
  readonly reply: RegExp
  /** For each recipient: outcome, reason, and whether its copy, delivered or kept, bears the junk mark. */
  readonly become: readonly string[]
}

const combinations: readonly (readonly [string, Combination])[] = [
  [
    'deliver + junk',
    {
      rspamd: scored(7),
      policies: [lenient, ordinary],
      reply: /^250 2\.0\.0/,
      become: ['delivered clean', 'delivered junk-score (junk)'],
    },
  ],
  [
    'deliver + junk + refuse',
    {
      rspamd: scored(7),
      policies: [lenient, ordinary, strict],
      reply: /^250 2\.0\.0/,
      become: ['delivered clean', 'delivered junk-score (junk)', 'held spam-score'],
    },
  ],
  [
    'deliver + refuse',
    {
      rspamd: scored(7),
      policies: [lenient, strict],
      reply: /^250 2\.0\.0/,
      become: ['delivered clean', 'held spam-score'],
    },
  ],
  [
    'junk + refuse',
    {
      rspamd: scored(7),
      policies: [ordinary, strict],
      reply: /^250 2\.0\.0/,
      become: ['delivered junk-score (junk)', 'held spam-score'],
    },
  ],
  [
    'junk + junk, for different reasons',
    {
      rspamd: scored(7, [], {
        attachments: [{ name: 'x.docm', declared: 'a/b', detected: 'docm', bytes: 1, marks: ['macro'] }],
      }),
      policies: [macroTo('deliver'), macroTo('junk')],
      reply: /^250 2\.0\.0/,
      become: ['delivered junk-score (junk)', 'delivered attachment (junk)'],
    },
  ],
  [
    'refuse + refuse, for the same reason',
    {
      rspamd: scored(20),
      policies: [ordinary, strict],
      reply: /^550 5\.7\.1 The message looks like unsolicited mail/,
      become: ['refused spam-score', 'refused spam-score'],
    },
  ],
  [
    'refuse + refuse, differently: the first',
    {
      rspamd: withMacro,
      policies: [macroTo('refuse'), denies],
      reply: /^554 5\.7\.0 The message carries a kind of file/,
      become: ['refused attachment', 'refused sender-denied'],
    },
  ],
  [
    'refuse + refuse, the other way round: the first again',
    {
      rspamd: withMacro,
      policies: [denies, macroTo('refuse')],
      reply: /^550 5\.7\.1 The recipient does not accept mail from this sender/,
      become: ['refused sender-denied', 'refused attachment'],
    },
  ],
  [
    'refuse + defer',
    {
      rspamd: suspicious,
      policies: [denies, ordinary],
      reply: /^451 4\.3\.0/,
      become: ['refused sender-denied', 'deferred greylisted'],
    },
  ],
  [
    'refuse + not written by Dovecot for now',
    {
      rspamd: scored(7),
      policies: [strict, lenient],
      trouble: dovecotSays('451 4.2.0 busy', 'a@c2.test'),
      reply: /^451 4\.3\.0/,
      become: ['refused spam-score', 'deferred delivery-deferred'],
    },
  ],
  [
    'refuse + refused by Dovecot',
    {
      rspamd: scored(7),
      policies: [strict, lenient],
      trouble: dovecotSays('550 5.2.0 no', 'a@c2.test'),
      reply: /^550 5\.7\.1 The message looks like unsolicited mail/,
      become: ['refused spam-score', 'refused delivery-refused'],
    },
  ],
  [
    'defer + defer',
    {
      rspamd: suspicious,
      policies: [ordinary, lenient],
      reply: /^451 4\.7\.1 Please try again in a few minutes/,
      become: ['deferred greylisted', 'deferred greylisted'],
    },
  ],
  [
    'defer + deliver',
    {
      rspamd: suspicious,
      policies: [ordinary, allows],
      reply: /^250 2\.0\.0/,
      become: ['waiting greylisted', 'delivered sender-allowed'],
    },
  ],
  [
    'defer what will be junk + deliver',
    {
      rspamd: suspicious,
      policies: [{ junkAt: 3 }, allows],
      reply: /^250 2\.0\.0/,
      become: ['waiting greylisted (junk)', 'delivered sender-allowed'],
    },
  ],
  [
    'hold + refuse',
    {
      rspamd: withMacro,
      policies: [ordinary, macroTo('refuse')],
      reply: /^250 2\.0\.0/,
      become: ['held attachment', 'held attachment'],
    },
  ],
  [
    'hold + deliver',
    {
      rspamd: withMacro,
      policies: [macroTo('hold'), macroTo('deliver')],
      reply: /^250 2\.0\.0/,
      become: ['held attachment', 'delivered clean'],
    },
  ],
  [
    'hold + not written by Dovecot for now',
    {
      rspamd: withMacro,
      policies: [macroTo('hold'), macroTo('junk')],
      trouble: dovecotSays('451 4.2.0 busy', 'a@c2.test'),
      reply: /^250 2\.0\.0/,
      become: ['held attachment', 'waiting delivery-deferred (junk)'],
    },
  ],
  [
    'allow in one, deny in the other',
    {
      rspamd: scored(7),
      policies: [allows, denies],
      reply: /^250 2\.0\.0/,
      become: ['delivered sender-allowed', 'held sender-denied'],
    },
  ],
  [
    'allow in one, but the département denies',
    {
      rspamd: scored(0),
      policies: [forbids, ordinary],
      reply: /^250 2\.0\.0/,
      become: ['held sender-denied', 'delivered clean'],
    },
  ],
  [
    'postmaster + refuse',
    {
      rspamd: scored(20),
      policies: [ordinary, ordinary],
      to: ['postmaster@c1.test', 'a@c2.test'],
      reply: /^250 2\.0\.0/,
      become: ['delivered spam-score (junk)', 'held spam-score'],
    },
  ],
  [
    'abuse with a file that is refused + refuse',
    {
      rspamd: withMacro,
      policies: [macroTo('refuse'), denies],
      to: ['abuse@c1.test', 'a@c2.test'],
      reply: /^250 2\.0\.0/,
      become: ['held attachment', 'held sender-denied'],
    },
  ],
  [
    'deliver + full',
    {
      rspamd: scored(0),
      policies: [ordinary, ordinary],
      trouble: dovecotSays('552 5.2.2 full', 'a@c2.test'),
      reply: /^250 2\.0\.0/,
      become: ['delivered clean', 'waiting mailbox-full'],
    },
  ],
  [
    'deliver + junk + hold + refuse + defer',
    {
      rspamd: scored(4, [], {
        action: 'soft reject',
        attachments: [{ name: 'x.docm', declared: 'a/b', detected: 'docm', bytes: 1, marks: ['macro'] }],
      }),
      policies: [
        { ...allows, ...macroTo('deliver') },
        macroTo('junk'),
        macroTo('hold'),
        macroTo('refuse'),
        macroTo('deliver'),
      ],
      reply: /^250 2\.0\.0/,
      become: [
        'delivered sender-allowed',
        'delivered attachment (junk)',
        'held attachment',
        'held attachment',
        'waiting greylisted',
      ],
    },
  ],
]

/** What holds the recipient's copy: LMTP, the database or nobody. */
function copyFor({ lmtp, kept }: GatewayUnderTest, recipient: string): string {
  const delivered = lmtp.delivered.find((each) => each.recipient === recipient)?.message
  const row = kept.find(({ recipients }) => recipients.some((each) => each.recipient === recipient))
  return delivered ?? row?.content.toString('latin1') ?? ''
}

test.each(combinations)('%s', async (_, { rspamd, policies, to, trouble, reply, become }) => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = rspamd
  run.book = policyBook(policies.map((policy, index) => policyOf(`c-${index + 1}`, policy)))
  trouble?.(run)
  const recipients = to ?? policies.map((__, index) => `a@c${index + 1}.test`)
  const said = await run.deliver(message, recipients)
  expect(said).toMatch(reply)

  const seen = run.traced.map(({ recipient, outcome, reason }) => {
    const junk = /^X-Vaguemestre-Junk: yes\r$/m.test(copyFor(run, recipient)) ? ' (junk)' : ''
    return `${outcome} ${reason}${junk}`
  })
  expect(seen).toEqual(become)
  expect(run.traced.map(({ recipient, commune }) => `${recipient} ${commune}`)).toEqual(
    recipients.map((recipient) => `${recipient} c-${/@c(\d)/.exec(recipient)?.[1]}`),
  )

  const rows = run.kept.flatMap((kept) => kept.recipients)
  expect(rows.map(({ recipient, why }) => `${recipient} ${why.kind}`).sort()).toEqual(
    run.traced
      .filter(({ outcome }) => outcome === 'held' || outcome === 'waiting')
      .map(({ recipient, outcome }) => `${recipient} ${outcome}`)
      .sort(),
  )
  expect(run.lmtp.delivered.map(({ recipient }) => recipient).sort()).toEqual(
    run.traced
      .filter(({ outcome }) => outcome === 'delivered')
      .map(({ recipient }) => recipient)
      .sort(),
  )
})

test('one commune knows the author, the other does not → a copy each, with its own findings', async () => {
  await using run = await gatewayUnderTest()
  await run.deliver(message, ['a@c1.test'])
  const reply = await run.deliver(message, ['a@c1.test', 'b@c1.test', 'a@c2.test'])
  const [, ...copies] = run.lmtp.delivered
  expect(run.lmtp.bodies).toBe(3)
  const suspicions = copies.map(({ recipient, message: copy }) => {
    const field = /^X-Vaguemestre-Findings:(.*?)\r\n(?!\t)/ms.exec(copy)?.[1] ?? ''
    const carried = readFindingsField(field, reply.slice(-26), new Secret('findings-test-key'))
    return `${recipient} ${carried?.suspicions.map(({ mark }) => mark).join() ?? 'unreadable'}`
  })
  expect(suspicions.sort()).toEqual(['a@c1.test ', 'a@c2.test first-contact', 'b@c1.test '])
})

test('held for one and waiting for another as different copies → two rows, one id in the trace', async () => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = withMacro
  run.book = policyBook([policyOf('c-1', macroTo('hold')), policyOf('c-2', macroTo('junk'))])
  dovecotSays('451 4.2.0 busy', 'a@c2.test')(run)
  const id = (await run.deliver(message, ['a@c1.test', 'a@c2.test'])).slice(-26)
  expect(run.kept.map(({ queueId, receivedAs }) => receivedAs ?? queueId)).toEqual([id, id])
  expect(new Set(run.kept.map(({ queueId }) => queueId)).size).toBe(2)
  expect(run.traced.map(({ queueId }) => queueId)).toEqual([id, id])
})

test('a commune that the book does not name → the département’s own policy', async () => {
  await using run = await gatewayUnderTest()
  const book = policyBook([])
  run.book = { ...book, of: (id) => (id === ('c-2' as CommuneId) ? book.of(id) : policyOf('c-0', strict)) }
  run.rspamd.answer = scored(5)
  await run.deliver(message, ['a@c3.test', 'a@c2.test'])
  expect(run.traced.map(({ outcome }) => outcome)).toEqual(['held', 'delivered'])
})
