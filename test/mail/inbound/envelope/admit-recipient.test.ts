import { expect, test } from 'vitest'
import type { RecipientResolution } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import { replyText } from '#core/smtp-reply.ts'
import { recipientAdmission } from '#mail/inbound/envelope/admit-recipient.ts'
import { testTarget } from '#test/support/filtered-message.ts'

const given = 'a@ours.test' as EmailAddress
const now = Date.parse('2026-03-04T12:00:00Z')
const day = 86_400_000
const log = { info: () => {}, warn: () => {}, error: () => {} }

/** The mailboxes that are admitted, or the reply. */
async function admitted(resolve: () => Promise<RecipientResolution>): Promise<string> {
  const clock = { now: () => now }
  const result = await recipientAdmission(
    { resolve },
    { fullMailboxGraceMilliseconds: 3 * day, clock, log },
  )(given)
  if (!result.ok) return `${result.error.code} ${replyText(result.error)}`
  return result.value.targets.map(({ address }) => address).join(' ')
}

const b = 'b@ours.test' as EmailAddress

test.each<[string, RecipientResolution, string | RegExp]>([
  ['mailbox', { kind: 'mailbox', target: testTarget() }, 'a@ours.test'],
  [
    'several mailboxes',
    { kind: 'alias', targets: [testTarget(), testTarget({ address: b })] },
    'a@ours.test b@ours.test',
  ],
  ['not created yet', { kind: 'not-ready' }, /^450 4\.2\.1 /],
  ['suspended', { kind: 'suspended' }, /^550 5\.2\.1 /],
  ['unknown', { kind: 'unknown' }, /^550 5\.1\.1 /],
  ['not ours', { kind: 'foreign' }, /^550 5\.7\.1 /],
  ['full within the grace', { kind: 'full', since: new Date(now - 3 * day + 1) }, /^452 4\.2\.2 /],
  ['full for longer', { kind: 'full', since: new Date(now - 3 * day) }, /^552 5\.2\.2 /],
])('%s → %2$s', async (_, found, expected) => {
  expect(await admitted(() => Promise.resolve(found))).toMatch(expected)
})

test('a directory that does not answer → 451, never unknown', async () => {
  expect(await admitted(() => Promise.reject(new Error('no answer')))).toMatch(/^451 4\.3\.0 /)
})
