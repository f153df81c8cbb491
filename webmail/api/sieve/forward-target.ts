// Whether the mail of a box may be sent on to an address: to any of the département's but its own. To the outside the département
// allows single addresses for a time, and the gateway then sends there by itself: a rule would only do it a second time.

import type { Directory } from '#core/address/directory.ts'
import { type EmailAddress, mailboxKey, parseEmailAddress } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { AccessibleMailbox } from '#db/stores/mailboxes/accessible-mailboxes.ts'

export type ForwardRefusal = 'invalid-address' | 'own-address' | 'outside' | 'unknown' | 'sent-on-already'

interface Surroundings {
  readonly directory: Directory
  readonly box: AccessibleMailbox
  /** Where the département has it sent on to. */
  readonly sentOn: readonly EmailAddress[]
}

/** As it is to be written. Rejects when the database does not answer. */
export async function forwardTarget(
  text: string,
  { directory, box, sentOn }: Surroundings,
): Promise<Result<EmailAddress, ForwardRefusal>> {
  const read = parseEmailAddress(text)
  if (!read.ok) return failed('invalid-address')
  const { key } = mailboxKey(read.value)
  if (key === box.address) return failed('own-address')
  if (sentOn.some((address) => mailboxKey(address).key === key)) return failed('sent-on-already')
  const found = await directory.resolve(read.value)
  switch (found.kind) {
    case 'foreign':
      return failed('outside')
    case 'unknown':
    case 'suspended':
      return failed('unknown')
    case 'mailbox':
      return found.target.mailbox === box.id ? failed('own-address') : ok(read.value)
    case 'alias':
      // It would come back, whoever else is behind it.
      return found.targets.some(({ mailbox }) => mailbox === box.id) ? failed('own-address') : ok(read.value)
    default:
      return ok(read.value)
  }
}
