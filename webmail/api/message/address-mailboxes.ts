// Whom an address field names: mailboxes, and those within its groups (RFC 5322 §3.4).

import type { Address, Mailbox } from 'postal-mime'

/** A group that names nobody is there by its name, without an address: « undisclosed-recipients:; » is all that the field says. */
export const mailboxesOf = (addresses: readonly Address[]): readonly Mailbox[] =>
  addresses.flatMap(({ name, address = '', group = [] }) => (group.length > 0 ? group : { name, address }))
