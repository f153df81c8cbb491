// What a file of contacts would bring into a box: who is new, who is there already, who stands in the file twice. Pure.

import type { KeptCard, KnownContact } from '#db/stores/webmail/contacts.ts'
import { mostImportedContacts } from '../../contract/contact-import.ts'
import { plain } from '../../search/words.ts'
import { type Card, textOf } from './card.ts'
import { fieldsOf } from './card-fields.ts'
import { fileText } from './file-text.ts'
import { looksLikeCards, readCards } from './read-cards.ts'
import { storedCard } from './stored-card.ts'
import { readTable } from './table-cards.ts'

export interface ImportEntry {
  readonly at: number
  readonly card: Card
  readonly kept: KeptCard
  readonly phones: readonly string[]
  readonly state: 'new' | 'known' | 'twice'
  /** Of the box; null for one that is new, or was met in the file alone. */
  readonly like: KnownContact | null
}

export interface ImportPlan {
  readonly format: 'vcard' | 'csv'
  readonly entries: readonly ImportEntry[]
  readonly unusable: number
}

/** `unreadable`: neither vCards nor a table with columns of ours. `too-many`: more than one file may hold. */
export type ImportFault = 'unreadable' | 'too-many'

export function importPlan(octets: Uint8Array, existing: readonly KnownContact[]): ImportPlan | ImportFault {
  const text = fileText(octets)
  const isCards = looksLikeCards(text)
  const read = isCards ? fromCards(text) : readTable(text, mostImportedContacts + 1)
  if (read === null) return 'unreadable'
  if (read.cards.length > mostImportedContacts) return 'too-many'
  const people = read.cards.filter((card) => !isGroup(card))
  const known = new Likeness(existing)
  const seen = new Likeness<KeptCard>([])
  const entries: ImportEntry[] = []
  for (const card of people) {
    const kept = storedCard(card)
    if (kept === null) continue
    const like = known.of(kept)
    const state = seen.of(kept) !== null ? 'twice' : like === null ? 'new' : 'known'
    seen.add(kept)
    const phones = fieldsOf(card).phones.map(({ number }) => number)
    entries.push({ at: entries.length, card, kept, phones, state, like })
  }
  const unusable = read.unusable + people.length - entries.length
  return { format: isCards ? 'vcard' : 'csv', entries, unusable }
}

/** Some address books write their groups among people (RFC 6350 §6.1.4, and Apple's own way): a group is nobody. */
const isGroup = (card: Card): boolean =>
  [textOf(card, 'KIND'), textOf(card, 'X-ADDRESSBOOKSERVER-KIND')].some(
    (kind) => kind.toLowerCase() === 'group',
  )

const fromCards = (text: string) => ({ ...readCards(text, mostImportedContacts + 1), unusable: 0 })

type Named = Pick<KeptCard, 'uid' | 'name' | 'addresses'>

/** By identifier, then by address; by name only where one of both has no address to tell them apart by. */
class Likeness<One extends Named> {
  readonly #byUid = new Map<string, One>()
  readonly #byAddress = new Map<string, One>()
  readonly #byName = new Map<string, One>()

  constructor(ones: readonly One[]) {
    for (const one of ones) this.add(one)
  }

  add(one: One): void {
    keepFirst(this.#byUid, one.uid, one)
    for (const address of one.addresses) keepFirst(this.#byAddress, address, one)
    keepFirst(this.#byName, plain(one.name), one)
  }

  of({ uid, name, addresses }: Named): One | null {
    const sure = this.#byUid.get(uid) ?? addresses.map((each) => this.#byAddress.get(each)).find(Boolean)
    if (sure !== undefined) return sure
    const named = this.#byName.get(plain(name))
    const mayBe = named !== undefined && (addresses.length === 0 || named.addresses.length === 0)
    return mayBe ? named : null
  }
}

function keepFirst<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key)) map.set(key, value)
}
