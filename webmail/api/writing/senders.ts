// The addresses that a box may write as, with the names they write under.

import { type EmailAddress, mailboxKey } from '#core/email-address.ts'
import type { OpenBox } from '#db/stores/open-boxes.ts'
import { senderNames } from '#db/stores/sender-names.ts'
import type { Asking } from '../http/handler.ts'

export interface NamedSender {
  readonly name: string
  readonly address: EmailAddress
}

/** Its own first; that alone for whoever may not send from the box. */
export async function sendersOf(
  box: OpenBox,
  { ports, person, database }: Asking,
): Promise<readonly NamedSender[]> {
  const sender = await ports.writing.senders.findFor(box.address, person.id)
  const others = [...(sender?.addresses ?? [])].filter((address) => address !== box.address).toSorted()
  const addresses = [box.address, ...others]
  const names = await senderNames(database, box.id, addresses)
  return addresses.map((address) => ({ address, name: names.get(address) ?? '' }))
}

/** Of one of them, in whatever case it is written. Of any other address the box's own: how somebody else is called is not theirs to learn. */
export async function nameOfSender(
  address: EmailAddress,
  box: OpenBox,
  { ports, person, database }: Asking,
): Promise<string> {
  const { key } = mailboxKey(address)
  const sender = key === box.address ? null : await ports.writing.senders.findFor(box.address, person.id)
  const asked = sender?.addresses.has(key) === true ? key : box.address
  return (await senderNames(database, box.id, [asked])).get(asked) ?? ''
}
