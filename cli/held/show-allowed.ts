// What it means that an author is on the list of those let through: other rules may still weigh more.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { HeldRecipient } from '#core/held/held-mail.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { SenderLists } from '#db/stores/policies/sender-lists.ts'
import { matchClaims } from '#mail/inbound/policy/sender-rule-match.ts'

/** One line, and one more for each commune whose lists refuse the author all the same. */
export function showAllowed(
  author: EmailAddress,
  released: readonly Pick<HeldRecipient, 'commune' | 'communeName'>[],
  lists: SenderLists,
): readonly string[] {
  const shown = singleLine(author)
  const communes = new Map(released.map(({ commune, communeName }) => [commune, communeName]))
  const claims = { client: null, named: [author], proven: [author] }
  const refusing = [...communes].filter(([commune]) => matchClaims(claims, lists(commune)) === 'denied')
  return [
    `${shown} is on the list of those let through, when a message proves to be theirs.`,
    ...refusing.map(
      ([, name]) =>
        `${name} refuses ${shown} all the same: the domain is denied there, or the département denies one of the two.`,
    ),
  ]
}
