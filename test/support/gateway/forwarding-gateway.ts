// The gateway under test with mailboxes of a commune that send on to the outside, and the queue that this ends in.

import type { ForwardTarget, RecipientResolution } from '#core/address/directory.ts'
import { type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { keysOfSaulieu, saulieu } from '../signing/signing-keys-of.ts'
import { type GatewayUnderTest, gatewayUnderTest, target } from './gateway-under-test.ts'
import { policyBook, policyOf } from './policy-book.ts'

export interface ForwardingGateway extends AsyncDisposable {
  readonly run: GatewayUnderTest
  /** What was committed, all of one message together. */
  readonly queued: NewQueuedMessage[][]
  /** The queue takes nothing. */
  queueDown: boolean
}

/** In the DNS of a domain: the clients of tests may send in its name. `away.test` and our own say so. */
export const provesTheClient = 'v=spf1 ip4:127.0.0.1 -all'

export const at = (local: string): string => `${local}@${saulieu}`

/** What each address leads to: `keeps` a copy and sends on, `sends` on alone, `twice` to two, `list` is for keeps and plain. */
const leads: Readonly<Record<string, () => RecipientResolution>> = {
  keeps: () => ({ kind: 'alias', targets: [target(at('keeps')), forward('keeps')] }),
  sends: () => ({ kind: 'alias', targets: [forward('sends')] }),
  twice: () => ({ kind: 'alias', targets: [forward('twice'), forward('twice', 'second@outside.test')] }),
  list: () => ({ kind: 'alias', targets: [target(at('keeps')), forward('keeps'), target(at('plain'))] }),
  plain: () => ({ kind: 'mailbox', target: target(at('plain')) }),
}

export const forward = (local: string, to = `${local}@outside.test`): ForwardTarget => ({
  ...target(at(local)),
  kind: 'forward',
  to: to as EmailAddress,
  until: new Date(Date.now() + 60_000),
})

export async function forwardingGateway(): Promise<ForwardingGateway> {
  const queued: NewQueuedMessage[][] = []
  const run = await gatewayUnderTest(
    {},
    {
      directory: {
        async resolve(recipient) {
          const [local = '', domain] = mailboxKey(recipient).key.split('@')
          if (domain !== saulieu) return { kind: 'foreign' }
          return leads[local]?.() ?? { kind: 'unknown' }
        },
      },
      owners: { ownerOf: async (domain) => (domain === saulieu ? target(at('plain')).commune : null) },
      signingKeys: keysOfSaulieu,
      mailQueue: {
        async enqueue(...messages) {
          if (gateway.queueDown) throw new Error('the database is down')
          queued.push([...messages])
        },
      },
    },
  )
  run.book = policyBook([policyOf('c-1')], { hostedDomains: new Set([saulieu]) })
  for (const domain of ['away.test', saulieu]) run.dns.records.set(`TXT ${domain}`, [provesTheClient])
  const gateway: ForwardingGateway = {
    ...{ run, queued, queueDown: false },
    [Symbol.asyncDispose]: () => run[Symbol.asyncDispose](),
  }
  return gateway
}
