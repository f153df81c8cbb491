// Contacts of a box that seem to be one: those that share an address, and those of one name of which at most one has an address. Pure.

import type { KnownContact } from '#db/stores/webmail/contacts.ts'
import { plain } from '../../search/words.ts'

export interface Duplicates {
  readonly why: 'address' | 'name'
  readonly contacts: readonly KnownContact[]
}

export function duplicatesAmong(contacts: readonly KnownContact[]): readonly Duplicates[] {
  const groups: Duplicates[] = []
  const taken = new Set<KnownContact>()
  const found = (why: Duplicates['why'], same: readonly KnownContact[]): void => {
    const free = same.filter((each) => !taken.has(each))
    if (free.length < 2) return
    for (const each of free) taken.add(each)
    groups.push({ why, contacts: free })
  }
  const byAddress = Map.groupBy(
    contacts.flatMap((contact) => contact.addresses.map((address) => ({ address, contact }))),
    ({ address }) => address,
  )
  for (const same of byAddress.values()) found('address', [...new Set(same.map(({ contact }) => contact))])
  for (const same of Map.groupBy(contacts, ({ name }) => plain(name)).values())
    if (same.filter(({ addresses }) => addresses.length > 0).length <= 1) found('name', same)
  return groups
}
