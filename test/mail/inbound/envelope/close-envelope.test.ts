import { expect, test } from 'vitest'
import type {
  ForwardTarget,
  MailboxId,
  MailboxTarget,
  OnlyFrom,
  RecipientTarget,
} from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import { Secret } from '#core/secret.ts'
import { forwardMark, forwardMarkField } from '#mail/forwarding/forward-mark.ts'
import { closeEnvelope } from '#mail/inbound/envelope/close-envelope.ts'
import type { Received } from '#mail/inbound/stages.ts'
import { testTarget } from '#test/support/gateway/filtered-message.ts'

const department: OnlyFrom = { kind: 'department' }
const members = (...names: readonly string[]): OnlyFrom => ({
  kind: 'members',
  addresses: new Set(names as readonly EmailAddress[]),
})

const parts = { markOf: (mailbox: MailboxId) => forwardMark(mailbox, new Secret('srs-test-key')) }

function enveloped(targets: readonly RecipientTarget[], head = '') {
  const recipients = targets.map((target) => ({ given: 'x@ours.test', targets: [target] }))
  // This stage looks at nothing else of a message.
  const received = { recipients, content: { head: Buffer.from(head) } } as unknown as Received
  return closeEnvelope(received, parts)
}

/** One recipient for each way in. */
const closed = (...ways: readonly Partial<MailboxTarget>[]) =>
  enveloped(ways.map((way) => testTarget(way))).targets as readonly MailboxTarget[]

const forward = (changes: Partial<ForwardTarget> = {}): ForwardTarget => ({
  ...testTarget(),
  kind: 'forward',
  to: 'a@gmail.test' as EmailAddress,
  until: new Date(0),
  ...changes,
})

test('two recipients, one mailbox → once', () => {
  expect(closed({}, {})).toEqual([testTarget()])
})

test.each<[string, readonly (OnlyFrom | undefined)[], OnlyFrom | undefined]>([
  ['a list of the département and the mailbox itself', [department, undefined], undefined],
  ['the mailbox itself and a list of members', [undefined, members('a')], undefined],
  ['a list of members and one of the département', [members('a'), department], department],
  ['two lists of members', [members('a'), members('b')], members('a', 'b')],
])('%s → whoever may write by one of the ways', (_, ways, expected) => {
  const targets = closed(...ways.map((onlyFrom) => (onlyFrom === undefined ? {} : { onlyFrom })))
  expect(targets.map(({ onlyFrom }) => onlyFrom)).toEqual([expected])
})

test('the mailbox and postmaster@ that leads there → takes everything', () => {
  expect(closed({ required: false }, { required: true })).toEqual([testTarget({ required: true })])
})

test('a mailbox and what it sends on, by two ways → each once', () => {
  const other = forward({ to: 'b@gmail.test' as EmailAddress })
  expect(enveloped([testTarget(), forward(), testTarget(), forward(), other]).targets).toEqual([
    testTarget(),
    forward(),
    other,
  ])
})

test('marks of mailboxes that sent it on → known of those that would again, and only looked for then', () => {
  const other = 'm-2' as MailboxId
  const head = forwardMarkField([parts.markOf(testTarget().mailbox), parts.markOf(other)])
  expect(enveloped([forward()], head).sentOnBefore).toEqual({
    marks: [parts.markOf(testTarget().mailbox), parts.markOf(other)],
    by: new Set([testTarget().mailbox]),
  })
  expect(enveloped([testTarget()], head).sentOnBefore.marks).toEqual([])
})

test('a mark that nobody could make → nothing', () => {
  expect([
    ...enveloped([forward()], 'X-Vaguemestre-Forwarded: m-1 aaaaaaaaaaaaaaaa\r\n').sentOnBefore.by,
  ]).toEqual([])
})
