// Where mail for an address of ours is sent on to: outside, as the département allowed a mailbox behind it for a time.

import type { Directory } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import type { Policies } from '#core/policies/commune-policy.ts'

/** Rejects when nobody can say. */
export type ForwardedTo = (recipient: EmailAddress) => Promise<readonly EmailAddress[]>

interface Known {
  readonly directory: Directory
  readonly policies: Policies
  readonly clock: Clock
}

/** Of the mailboxes behind an alias or a list, all; what a commune forbids by now, or what is over, leads nowhere. */
export const forwardTargetsIn =
  ({ directory, policies, clock }: Known): ForwardedTo =>
  async (recipient) => {
    const found = await directory.resolve(recipient)
    if (found.kind !== 'alias') return []
    const book = await policies.book()
    return found.targets.flatMap((target) =>
      target.kind === 'forward' &&
      Number(target.until) > clock.now() &&
      !book.of(target.commune).forbidsExternalForwards
        ? [target.to]
        : [],
    )
  }
