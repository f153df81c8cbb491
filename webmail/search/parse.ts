// The text of the search field as a tree. It never fails: what it does not know stands for itself, as text. Pure.

import { type Day, everything, type Query, type Term } from './query.ts'
import {
  ageUnits,
  attachmentWords,
  type Key,
  keyWords,
  meantBy,
  orWords,
  plain,
  stateWords,
  units,
} from './words.ts'

/** One that is pasted in may be a whole letter: what is beyond is not looked for. */
const mostCharacters = 1_000
const mostTerms = 50

interface Token {
  readonly negated: boolean
  readonly key: Key | null
  readonly text: string
  readonly quoted: boolean
  /** As written, sign and key included. */
  readonly whole: string
}

/** `-clé:"valeur"`, each part but the value optional; a quotation that does not end goes to the end. */
const token = /(-?)(?:([\p{L}_-]+):)?(?:"([^"]*)(?:"|$)|«\s*([^»]*?)\s*(?:»|$)|([^\s"«]+))|\S/gu

export function parseQuery(text: string): Query {
  const tokens = tokensOf(text.slice(0, mostCharacters)).slice(0, mostTerms)
  const alternatives: Query[][] = []
  let isAlternative = false
  for (const each of tokens) {
    if (isOr(each)) {
      isAlternative = alternatives.length > 0
      continue
    }
    const query = queryOf(each)
    if (query === null) continue
    // OR binds tighter than standing side by side: `a OR b c` is (a or b) and c.
    if (isAlternative) alternatives.at(-1)?.push(query)
    else alternatives.push([query])
    isAlternative = false
  }
  const all = alternatives.map((of) => join('or', of))
  return all.length === 0 ? everything : join('and', all)
}

const join = (kind: 'and' | 'or', of: readonly Query[]): Query => {
  const [only, another] = of
  return only !== undefined && another === undefined ? only : { kind, of }
}

function tokensOf(text: string): readonly Token[] {
  return Array.from(
    text.normalize('NFC').matchAll(token),
    ([whole, minus = '', name, quoted, french, bare]) => {
      const key = name === undefined ? null : meantBy(name, keyWords)
      const value = quoted ?? french ?? bare ?? ''
      const isQuoted = quoted !== undefined || french !== undefined
      const isKnown = name === undefined || key !== null
      return {
        ...{ negated: minus === '-', key, whole },
        text: clean(isKnown ? value : whole.slice(minus.length)),
        quoted: isQuoted && isKnown,
      }
    },
  )
}

/** No control characters: they are nothing that can be searched for, and end a line of IMAP. No quotation marks inside. */
const clean = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}"]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const isOr = ({ whole }: Token): boolean => orWords.includes(whole)

function queryOf({ negated, key, text, quoted }: Token): Query | null {
  if (text === '') return null
  const term = (key === null ? null : termOf(key, text)) ?? textTerm(key, text, quoted)
  const query: Query = { kind: 'term', term }
  return negated ? { kind: 'not', of: query } : query
}

/** A value that means nothing to its key is looked for with it: `avant:demain` may well stand in a message. */
const textTerm = (key: Key | null, text: string, quoted: boolean): Term => ({
  kind: 'text',
  text: key === null ? text : `${keyWords[key][0]}:${text}`,
  phrase: quoted || /[\s«]/.test(text),
})

function termOf(key: Key, text: string): Term | null {
  switch (key) {
    case 'from':
    case 'to':
    case 'cc':
    case 'bcc':
    case 'subject':
    case 'filename':
      return { kind: 'field', field: key, text }
    case 'has':
      return attachmentWords.some((word) => plain(word) === plain(text)) ? { kind: 'attachment' } : null
    case 'label':
      return { kind: 'label', label: text }
    case 'folder':
      return { kind: 'folder', folder: text }
    case 'is': {
      const state = meantBy(text, stateWords)
      return state === null ? null : { kind: 'state', state }
    }
    case 'before':
    case 'after': {
      const day = dayOf(text)
      return day === null ? null : { kind: key, day }
    }
    case 'older':
    case 'younger': {
      const days = daysOf(text)
      return days === null ? null : { kind: key, days }
    }
    case 'larger':
    case 'smaller': {
      const octets = octetsOf(text)
      return octets === null ? null : { kind: key, octets }
    }
  }
}

/** `2026-03-14`, `2026/3/14`, `14/03/2026`, `14.3.2026`; a month or a year is its first day. */
function dayOf(text: string): Day | null {
  const [, year, month = '1', day = '1'] = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$/.exec(text) ?? []
  if (year !== undefined) return checked({ year: Number(year), month: Number(month), day: Number(day) })
  const [, ofMonth, inYear, of] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? []
  return of === undefined ? null : checked({ year: Number(of), month: Number(inYear), day: Number(ofMonth) })
}

function checked(day: Day): Day | null {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day))
  const isThere = date.getUTCMonth() === day.month - 1 && date.getUTCDate() === day.day
  return isThere && day.year >= 1970 ? day : null
}

/** `7j`; a number alone is days. */
function daysOf(text: string): number | null {
  const [, number, unit = 'j'] = /^(\d{1,4})\s?([a-z]?)$/i.exec(text) ?? []
  const factor = ageUnits[unit.toLowerCase() || 'j']
  return number === undefined || factor === undefined || Number(number) === 0 ? null : Number(number) * factor
}

function octetsOf(text: string): number | null {
  const [, number, unit = ''] = /^(\d{1,10}(?:[.,]\d{1,3})?)\s?([a-z]{0,2})$/i.exec(text) ?? []
  const factor = units[unit.toLowerCase()]
  if (number === undefined || factor === undefined) return null
  const octets = Math.round(Number(number.replace(',', '.')) * factor)
  return octets <= 0xff_ff_ff_ff ? octets : null
}
