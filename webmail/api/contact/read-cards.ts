// A text of vCards, of any of their versions, as cards in the form of version 4.0. What is no vCard is passed over. Pure.

import type { Card, CardParameter, CardProperty } from './card.ts'
import { contentLines, escapedAnew, propertyOf } from './content-lines.ts'

export interface ReadCards {
  readonly cards: readonly Card[]
  /** There were more than so many. */
  readonly cut: boolean
}

const mostProperties = 500
/** What is of a version and not of a contact, and what only the program that wrote it understands. */
const leftOut = new Set(['BEGIN', 'END', 'VERSION', 'PRODID', 'REV', 'MAILER', 'AGENT'])

export const looksLikeCards = (text: string): boolean => /^\s*BEGIN:VCARD\s*$/im.test(text.slice(0, 10_000))

export function readCards(text: string, most: number): ReadCards {
  const cards: Card[] = []
  let open: CardProperty[] | null = null
  let version = '4.0'
  for (const line of contentLines(text)) {
    const given = propertyOf(line)
    if (given === null) continue
    const value = given.value.trim()
    if (given.name === 'BEGIN' && value.toUpperCase() === 'VCARD') {
      if (cards.length >= most) return { cards, cut: true }
      open = []
      version = '4.0'
    } else if (given.name === 'END' && open !== null) {
      cards.push(inFourthVersion(open, version))
      open = null
    } else if (given.name === 'VERSION') version = value
    else if (open !== null && !leftOut.has(given.name) && value !== '' && open.length < mostProperties)
      open.push(given)
  }
  return { cards, cut: false }
}

/** Whole at once: VERSION of version 2.1 may stand anywhere (RFC 6350 §3.3 wants it first). */
const inFourthVersion = (properties: readonly CardProperty[], version: string): Card =>
  properties.map((each) => {
    const { value } = each
    const isText = !value.startsWith('data:')
    return {
      ...each,
      parameters: withPreference(each.parameters),
      value: storable(version === '2.1' && isText ? escapedAnew(value) : value),
    }
  })

/** `TYPE=pref` of version 3.0 is `PREF=1` of 4.0; every address is one of the Internet. */
function withPreference(parameters: readonly CardParameter[]): readonly CardParameter[] {
  const types = parameters
    .filter(({ name }) => name === 'TYPE')
    .flatMap(({ values }) => values.flatMap((value) => value.split(',')))
    .map((type) => type.toLowerCase())
  const kept = types.filter((type) => type !== 'pref' && type !== 'internet' && type !== '')
  const others = parameters
    .filter(({ name }) => name !== 'TYPE')
    .map(({ name, values }) => ({ name, values: values.map(storable) }))
  return [
    ...(kept.length > 0 ? [{ name: 'TYPE', values: kept.map(storable) }] : []),
    ...(types.includes('pref') ? [{ name: 'PREF', values: ['1'] }] : []),
    ...others,
  ]
}

/** Nothing that a line of ours could end by, nor that PostgreSQL takes in no text. */
const storable = (text: string): string => text.toWellFormed().replace(/[\p{Cc}]/gu, ' ')
