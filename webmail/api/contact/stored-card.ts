// A card as it is kept: its text, and beside it what lists and suggestions look for. Pure but for the identifier of a new one.

import { randomUUID } from 'node:crypto'
import type { KeptCard } from '#db/stores/webmail/contacts.ts'
import { type Card, escaped, propertiesOf, property, textOf } from './card.ts'
import { fieldsOf, nameOf } from './card-fields.ts'
import { readCards } from './read-cards.ts'
import { writeCard } from './write-card.ts'

/** What the table takes (db/schema/contact.ts). */
const mostOctets = 262_144
const mostAddresses = 50
const longestUid = 255

/** What is no text, and may be larger than all the rest. */
const heavy = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY'])

/** Null for a card that says nobody, or is larger than any of a person. Without its pictures where those are too large. */
export function storedCard(card: Card, uid: string = uidOf(card)): KeptCard | null {
  const name = nameOf(card).normalize('NFC')
  if (name === '') return null
  const named = textOf(card, 'FN') === '' ? [property('FN', escaped(name)), ...card] : card
  const whole = writeCard(uid, named)
  const text =
    Buffer.byteLength(whole) <= mostOctets
      ? whole
      : writeCard(
          uid,
          named.filter((each) => !heavy.has(each.name)),
        )
  if (Buffer.byteLength(text) > mostOctets) return null
  const { organisation, emails } = fieldsOf(card)
  const addresses = emails.map(({ address }) => address.toLowerCase()).filter(isAddress)
  return {
    ...{ uid, card: text, name, organisation: organisation.normalize('NFC').slice(0, 300) },
    addresses: [...new Set(addresses)].slice(0, mostAddresses),
  }
}

/** A text that this house wrote. */
export const cardOf = (text: string): Card => readCards(text, 1).cards[0] ?? []

const uidOf = (card: Card): string => {
  const [given] = propertiesOf(card, 'UID')
  const uid = given?.value.trim() ?? ''
  return uid === '' || uid.length > longestUid ? newUid() : uid
}

export const newUid = (): string => `urn:uuid:${randomUUID()}`

const isAddress = (address: string): boolean =>
  address.length <= 254 && /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+$/.test(address)
