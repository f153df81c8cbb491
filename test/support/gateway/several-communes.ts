// One message to mailboxes of several communes, each with a policy of its own: the whole way from RCPT to the one reply,
// the copies that LMTP gets, the rows that are kept and the entries of the trace.

import { expect } from 'vitest'
import type { CommunePolicy } from '#core/policies/commune-policy.ts'
import { scored } from '../daemons/fake-rspamd.ts'
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test.ts'
import { policyBook, policyOf, senderRule } from './policy-book.ts'

export const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello'

const here = (effect: 'allow' | 'deny') => senderRule(effect, 'network', '127.0.0.0/8')
export const allows: Partial<CommunePolicy> = { rules: [[], [here('allow')]] }
export const denies: Partial<CommunePolicy> = { rules: [[], [here('deny')]] }
export const forbids: Partial<CommunePolicy> = {
  rules: [[here('deny')], [here('allow')]],
}
export const lenient: Partial<CommunePolicy> = { junkAt: 90, refuseAt: 99 }
export const strict: Partial<CommunePolicy> = { junkAt: 1, refuseAt: 5 }
export const ordinary: Partial<CommunePolicy> = {}
export const macroTo = (action: 'deliver' | 'junk' | 'hold' | 'refuse'): Partial<CommunePolicy> => ({
  attachments: { ...policyOf('x').attachments, macro: action },
})
export const withMacro = scored(0, [], {
  attachments: [{ name: 'devis.docm', declared: 'a/b', detected: 'docm', bytes: 1, marks: ['macro'] }],
})
export const suspicious = scored(4, [], { action: 'soft reject' })
export const dovecotSays =
  (reply: string, to: string) =>
  (run: GatewayUnderTest): void => {
    run.lmtp.reply = (moment, recipient) => (moment === 'end' && recipient === to ? reply : null)
  }

export interface Combination {
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

/** What holds the recipient's copy: LMTP, the database or nobody. */
function copyFor({ lmtp, kept }: GatewayUnderTest, recipient: string): string {
  const delivered = lmtp.delivered.find((each) => each.recipient === recipient)?.message
  const row = kept.find(({ recipients }) => recipients.some((each) => each.recipient === recipient))
  return delivered ?? row?.content.toString('latin1') ?? ''
}

/** Sends it and compares the reply, the trace, the copies that LMTP got and the rows that were kept. */
export async function expectCombination(combination: Combination): Promise<void> {
  const { rspamd, policies, to, trouble, reply, become } = combination
  await using run = await gatewayUnderTest()
  run.rspamd.answer = rspamd
  run.book = policyBook(policies.map((policy, index) => policyOf(`c-${index + 1}`, policy)))
  trouble?.(run)
  const recipients = to ?? policies.map((_, index) => `a@c${index + 1}.test`)
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
      .filter(({ outcome }) => outcome === 'delivered' || outcome === 'junk')
      .map(({ recipient }) => recipient)
      .sort(),
  )
}
