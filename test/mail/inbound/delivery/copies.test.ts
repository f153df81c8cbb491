import { expect, test } from 'vitest'
import { readFindingsField } from '#core/message/findings-field.ts'
import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { Secret } from '#core/secret.ts'
import { copiesOf } from '#mail/inbound/delivery/copies.ts'
import type { Decided, Decision, Verdict } from '#mail/inbound/stages.ts'
import { filteredMessage, testTarget } from '#test/support/gateway/filtered-message.ts'
import { wholeInMemory } from '#test/support/gateway/found-leaks.ts'

const key = new Secret('copies-test-key')
const queueId = newQueueId(0)
const clean: Decision = { kind: 'deliver', reason: 'clean' }

/** What the webmail reads in the one copy. */
function carried(verdict: Partial<Verdict>, decision: Decision = clean) {
  const decided = {
    ...filteredMessage({ verdict: { fromDomain: 'mairie-saulieu.test', ...verdict } }),
    ...{ queueId, content: wholeInMemory(Buffer.from('Subject: x\r\n\r\n')) },
    decided: [{ target: testTarget(), decision }],
  }
  // Only the stage itself may say that it was here.
  const [copy] = copiesOf(decided as unknown as Decided, key)
  const head = copy?.content.head ?? Buffer.alloc(0)
  const [field] = headerFields(head)
  return field === undefined ? null : readFindingsField(fieldValue(head, field), queueId, key)
}

test.each<
  readonly [string, Partial<Verdict>, Decision, { readonly authenticated: boolean; readonly vouched?: true }]
>([
  ['a message that proves nothing', {}, clean, { authenticated: false }],
  ['DMARC', { dmarc: 'pass' }, clean, { authenticated: true, vouched: true }],
  [
    'SPF or a signature where there is no policy',
    { authenticatedDomains: ['mairie-saulieu.test'] },
    clean,
    { authenticated: false, vouched: true },
  ],
  ['those of another domain', { authenticatedDomains: ['away.test'] }, clean, { authenticated: false }],
  ['a trusted chain', { vouchedBy: 'list.test' }, clean, { authenticated: false, vouched: true }],
  [
    'a list of ours',
    {},
    { kind: 'deliver', reason: 'sender-allowed' },
    { authenticated: false, vouched: true },
  ],
  [
    'several authors, of whom one proves who they are',
    { author: 'doubtful', authenticatedDomains: ['mairie-saulieu.test'] },
    clean,
    { authenticated: false },
  ],
])('%s → told to the webmail', (_, verdict, decision, expected) => {
  const { authenticated, vouched } = carried(verdict, decision) ?? {}
  expect({ authenticated, ...(vouched === undefined ? {} : { vouched }) }).toEqual(expected)
})
