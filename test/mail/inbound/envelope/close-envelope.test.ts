import { expect, test } from 'vitest'
import type { MailboxTarget, OnlyFrom } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import { closeEnvelope } from '#mail/inbound/envelope/close-envelope.ts'
import type { Received } from '#mail/inbound/stages.ts'
import { testTarget } from '#test/support/filtered-message.ts'

const department: OnlyFrom = { kind: 'department' }
const members = (...names: readonly string[]): OnlyFrom => ({
  kind: 'members',
  addresses: new Set(names as readonly EmailAddress[]),
})

/** One recipient for each way in. */
function closed(...ways: readonly Partial<MailboxTarget>[]): readonly MailboxTarget[] {
  const recipients = ways.map((way) => ({ given: 'x@ours.test', targets: [testTarget(way)] }))
  // This stage looks at nothing else of a message.
  return closeEnvelope({ recipients } as unknown as Received).targets
}

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
