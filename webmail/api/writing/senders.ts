// The addresses that one may write as in a box, with the names they write under.

import { type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import { findMailboxAddresses } from '#db/stores/addresses/mailbox-addresses.ts'
import type { AccessibleMailbox } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { senderNames } from '#db/stores/sending/sender-names.ts'
import type { Asking } from '../http/handler.ts'

export interface NamedSender {
  readonly name: string
  readonly address: EmailAddress
}

/**
 * Those that are offered, its own first; that alone for whoever may not send from the box. Only what leads to the box: from another
 * box of the same person the message would leave with this one's cachet and signature, and lie among what this one sent.
 */
export async function sendersOf(
  box: AccessibleMailbox,
  { ports, person, database }: Asking,
): Promise<readonly NamedSender[]> {
  const [sender, leading] = await Promise.all([
    ports.writing.senders.findFor(box.address, person.id),
    findMailboxAddresses(database, box.id),
  ])
  const others = leading.flatMap(({ address }) =>
    address !== box.address && sender?.addresses.has(address) === true ? address : [],
  )
  const addresses = [box.address, ...others]
  const names = await senderNames(database, box.id, addresses)
  return addresses.map((address) => ({ address, name: names.get(address) ?? '' }))
}

/** Of an address that may be written as, in whatever case it is written. Of any other address the box's own: how somebody else is called is not theirs to learn. */
export async function nameOfSender(
  address: EmailAddress,
  box: AccessibleMailbox,
  { ports, person, database }: Asking,
): Promise<string> {
  const { key } = mailboxKey(address)
  const sender = key === box.address ? null : await ports.writing.senders.findFor(box.address, person.id)
  const asked = sender?.addresses.has(key) === true ? key : box.address
  return (await senderNames(database, box.id, [asked])).get(asked) ?? ''
}
