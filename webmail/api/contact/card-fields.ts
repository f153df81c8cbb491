// What a form shows of a card, and a card with what a form says. Whatever the form does not show stays as it was, and of what it
// shows only what changed is written anew. Pure.

import type { z } from 'zod'
import type { contactView, emailKinds, phoneKinds } from '../../contract/contact.ts'
import {
  type Card,
  type CardProperty,
  components,
  escaped,
  propertiesOf,
  property,
  textOf,
  typesOf,
  unescaped,
} from './card.ts'

export type ContactFields = z.output<typeof contactView>['fields']
type EmailKind = (typeof emailKinds)[number]
type PhoneKind = (typeof phoneKinds)[number]

export function fieldsOf(card: Card): ContactFields {
  const [organisation = '', ...units] = components(textRaw(card, 'ORG'))
  return {
    name: nameOf(card),
    organisation: short([organisation, ...units].filter((each) => each !== '').join(', '), 200),
    title: short(textOf(card, 'TITLE'), 200),
    emails: propertiesOf(card, 'EMAIL').map((each) => ({ kind: kindOf(each), address: addressOf(each) })),
    phones: propertiesOf(card, 'TEL').map((each) => ({ kind: phoneKindOf(each), number: numberOf(each) })),
    postal: propertiesOf(card, 'ADR').map(postalOf),
    note: short(
      propertiesOf(card, 'NOTE')
        .map(({ value }) => unescaped(value).trim())
        .join('\n\n'),
      5000,
    ),
  }
}

/** As it is called: FN, else N as one says it, else where it works, else its address. Empty for nobody. */
export function nameOf(card: Card): string {
  const [family = '', given = '', more = ''] = components(textRaw(card, 'N'))
  const candidates = [
    textOf(card, 'FN'),
    [given, more, family].filter((each) => each !== '').join(' '),
    textOf(card, 'NICKNAME'),
    components(textRaw(card, 'ORG'))[0] ?? '',
    ...propertiesOf(card, 'EMAIL').map(addressOf),
  ]
  return short((candidates.find((each) => each.trim() !== '') ?? '').replace(/\s+/g, ' ').trim(), 200)
}

const textRaw = (card: Card, name: string): string => propertiesOf(card, name)[0]?.value ?? ''

/** As much as the form takes (webmail/contract/contact.ts); no letter is cut in two. */
const short = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()

const addressOf = ({ value }: CardProperty): string =>
  short(
    unescaped(value)
      .trim()
      .replace(/^mailto:/i, ''),
    254,
  )

const numberOf = ({ value }: CardProperty): string => short(unescaped(value).trim().replace(/^tel:/i, ''), 60)

function kindOf(given: CardProperty): EmailKind {
  const types = typesOf(given)
  return types.includes('work') ? 'work' : types.includes('home') ? 'home' : 'other'
}

function phoneKindOf(given: CardProperty): PhoneKind {
  const types = typesOf(given)
  return types.includes('cell') || types.includes('mobile') ? 'mobile' : kindOf(given)
}

function postalOf(given: CardProperty): ContactFields['postal'][number] {
  const [box = '', extended = '', street = '', city = '', region = '', postcode = '', country = ''] =
    components(given.value)
  const lines = [box, extended, street].filter((each) => each !== '').join(', ')
  return {
    ...{ kind: kindOf(given), street: short(lines, 300), postcode: short(postcode, 20) },
    ...{ city: short(city === '' ? region : city, 100), country: short(country, 100) },
  }
}

const shown = new Set(['FN', 'N', 'ORG', 'TITLE', 'EMAIL', 'TEL', 'ADR', 'NOTE'])

export function withFields(card: Card, fields: ContactFields): Card {
  const before = fieldsOf(card)
  const same = (name: string, one: string, other: string, made: readonly CardProperty[]): Card =>
    one === other ? propertiesOf(card, name) : made
  const single = (name: string, text: string, old: string): Card =>
    same(name, text, old, text === '' ? [] : [property(name, escaped(text))])
  return [
    // A name that was changed is the whole name: which of its words is which, nobody said.
    ...same('FN', fields.name, before.name, [property('FN', escaped(fields.name))]),
    ...(fields.name === before.name ? propertiesOf(card, 'N') : []),
    ...single('ORG', fields.organisation, before.organisation),
    ...single('TITLE', fields.title, before.title),
    ...listed(card, 'EMAIL', fields.emails, (each) => `${kindOf(each)} ${addressOf(each)}`, {
      keyOf: ({ kind, address }) => `${kind} ${address}`,
      made: ({ kind, address }) => property('EMAIL', escaped(address), typed(kind)),
    }),
    ...listed(card, 'TEL', fields.phones, (each) => `${phoneKindOf(each)} ${numberOf(each)}`, {
      keyOf: ({ kind, number }) => `${kind} ${number}`,
      made: ({ kind, number }) => property('TEL', escaped(number), typed(kind === 'mobile' ? 'cell' : kind)),
    }),
    ...listed(card, 'ADR', fields.postal, (each) => JSON.stringify(postalOf(each)), {
      keyOf: (each) => JSON.stringify(postalOf(adr(each))),
      made: adr,
    }),
    ...single('NOTE', fields.note, before.note),
    ...card.filter(({ name }) => !shown.has(name)),
  ]
}

const typed = (kind: string): CardProperty['parameters'] =>
  kind === 'other' ? [] : [{ name: 'TYPE', values: [kind] }]

const adr = ({ kind, street, postcode, city, country }: ContactFields['postal'][number]): CardProperty =>
  property('ADR', ['', '', street, city, '', postcode, country].map(escaped).join(';'), typed(kind))

interface Made<Field> {
  readonly keyOf: (field: Field) => string
  readonly made: (field: Field) => CardProperty
}

/** Those that are as they were keep what else stands with them; the first is the preferred one. */
function listed<Field>(
  card: Card,
  name: string,
  fields: readonly Field[],
  keyOfOld: (old: CardProperty) => string,
  { keyOf, made }: Made<Field>,
): Card {
  const old = propertiesOf(card, name)
  const unchanged =
    old.length === fields.length &&
    fields.every((field, at) => old[at] !== undefined && keyOfOld(old[at]) === keyOf(field))
  if (unchanged) return old
  return fields.map((field, at) => {
    const found = old.find((each) => keyOfOld(each) === keyOf(field)) ?? made(field)
    const parameters = found.parameters.filter(({ name: parameter }) => parameter !== 'PREF')
    return {
      ...found,
      parameters:
        at === 0 && fields.length > 1 ? [...parameters, { name: 'PREF', values: ['1'] }] : parameters,
    }
  })
}
