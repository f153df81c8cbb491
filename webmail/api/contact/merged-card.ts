// One card of several that are the same person: what the first says stays, and it takes what the others know besides. Pure.

import { type Card, type CardProperty, unescaped } from './card.ts'

/** Of these a person has one (RFC 6350 §6): the first that is said. */
const once = new Set([
  'FN',
  'N',
  'UID',
  'KIND',
  'BDAY',
  'ANNIVERSARY',
  'GENDER',
  'ORG',
  'TITLE',
  'ROLE',
  'PHOTO',
  'LOGO',
])

export function mergedCard(first: Card, others: readonly Card[]): Card {
  const merged: CardProperty[] = [...first]
  const said = new Set(first.map(meaning))
  const names = new Set(first.map(({ name }) => name))
  for (const other of others) {
    for (const each of other) {
      if (said.has(meaning(each)) || (once.has(each.name) && names.has(each.name))) continue
      said.add(meaning(each))
      merged.push({ ...each, parameters: each.parameters.filter(({ name }) => name !== 'PREF') })
    }
    for (const { name } of other) names.add(name)
  }
  return merged
}

/** The same number with other spaces, the same address in other capitals, is the same. */
function meaning({ name, value }: CardProperty): string {
  const text = unescaped(value).trim()
  if (name === 'TEL') return `TEL ${text.replace(/^tel:/i, '').replace(/[^\d+]/g, '')}`
  if (name === 'EMAIL') return `EMAIL ${text.replace(/^mailto:/i, '').toLowerCase()}`
  return `${name} ${text}`
}
