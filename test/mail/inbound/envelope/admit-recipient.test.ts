import { expect, test } from 'vitest'
import type { CommuneId, ForwardTarget, RecipientResolution } from '#core/address/directory.ts'
import type { Domain, EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { Secret } from '#core/secret.ts'
import { replyText } from '#core/smtp/smtp-reply.ts'
import { senderRewriting } from '#mail/forwarding/srs.ts'
import { type AdmissionSurroundings, recipientAdmission } from '#mail/inbound/envelope/admit-recipient.ts'
import { testTarget } from '#test/support/gateway/filtered-message.ts'

const given = 'a@ours.test' as EmailAddress
const now = Date.parse('2026-03-04T12:00:00Z')
const day = 86_400_000
const log = { info: () => {}, warn: () => {}, error: () => {} }

const clock = { now: () => now }
const srs = senderRewriting(new Secret('srs-test-key'), clock)
const surroundings: AdmissionSurroundings = {
  fullMailboxGraceMilliseconds: 3 * day,
  owners: { ownerOf: async (domain) => (domain === 'ours.test' ? ('c-1' as CommuneId) : null) },
  ...{ srs, clock, log },
}
const nobody = async (): Promise<RecipientResolution> => ({ kind: 'unknown' })

/** The mailboxes that are admitted and what is sent on or goes back, or the reply. */
async function admitted(
  resolve: () => Promise<RecipientResolution>,
  to: EmailAddress = given,
  from: ReversePath = 'sender@away.test' as ReversePath,
): Promise<string> {
  const result = await recipientAdmission({ resolve }, surroundings)(to, from)
  if (!result.ok) return `${result.error.code} ${replyText(result.error)}`
  return result.value.targets
    .map((target) => ('to' in target ? `${target.kind} to ${target.to}` : target.address))
    .join(' ')
}

const b = 'b@ours.test' as EmailAddress
const forward = (until: number): ForwardTarget => ({
  ...testTarget(),
  kind: 'forward',
  to: 'a@gmail.test' as EmailAddress,
  until: new Date(until),
})

test.each<[string, RecipientResolution, string | RegExp]>([
  ['mailbox', { kind: 'mailbox', target: testTarget() }, 'a@ours.test'],
  [
    'several mailboxes',
    { kind: 'alias', targets: [testTarget(), testTarget({ address: b })] },
    'a@ours.test b@ours.test',
  ],
  ['forward in force', { kind: 'alias', targets: [forward(now + 1)] }, 'forward to a@gmail.test'],
  ['forward that is over', { kind: 'alias', targets: [forward(now)] }, 'a@ours.test'],
  ['not created yet', { kind: 'not-ready' }, /^450 4\.2\.1 /],
  ['suspended', { kind: 'suspended' }, /^550 5\.2\.1 /],
  ['postmaster@ that nobody can take now', { kind: 'unattended' }, /^450 4\.2\.1 /],
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

test('rewritten sender of ours → only from the null path, back to whoever wrote', async () => {
  const rewritten = srs.rewritten('paul@away.test' as ReversePath, 'ours.test' as Domain)
  if (rewritten === null) throw new Error('not rewritten')
  expect(await admitted(nobody, rewritten, '')).toBe('return to paul@away.test')
  expect(await admitted(nobody, rewritten)).toMatch(/^550 5\.1\.1 /)
})

test.each([
  ['forged', 'SRS0=aaaaaaaa=bb=away.test=paul@ours.test', /^550 5\.1\.1 /],
  ['of another domain', 'SRS0=aaaaaaaa=bb=away.test=paul@away.test', /^550 5\.7\.1 /],
])('rewritten sender, %s → refused, whatever a catch-all would take', async (_, to, expected) => {
  const catchAll = async (): Promise<RecipientResolution> => ({ kind: 'mailbox', target: testTarget() })
  expect(await admitted(catchAll, to as EmailAddress, '')).toMatch(expected)
})
