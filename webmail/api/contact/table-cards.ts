// A table of contacts (RFC 4180) as cards: `,` or `;` or tabulators, whatever its first line has most of. A cell is text, whatever a
// spreadsheet would make of it. Pure.

import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { Card } from './card.ts'
import { type ContactFields, withFields } from './card-fields.ts'
import { type Column, columnOf, kindOfWord } from './table-columns.ts'

export interface ReadTable {
  readonly cards: readonly Card[]
  /** Lines that say nobody. */
  readonly unusable: number
}

const longestLine = 200_000
const longestCell = 5_000
/** Google exports some 90. */
const mostColumns = 300

/** Null for what is no table, or one without any column of names or addresses. */
export function readTable(text: string, most: number): ReadTable | null {
  const records = recordsOf(text, most)
  const [header, ...rows] = records ?? []
  if (header === undefined || header.length > mostColumns) return null
  const columns = header.map(columnOf)
  const says = columns.some((column) => column !== null && telling.has(column.is))
  if (!says) return null
  const cards = rows.map((cells) => cardOf(columns, cells))
  const usable = cards.filter((card) => card.length > 0)
  return { cards: usable, unusable: cards.length - usable.length }
}

const telling: ReadonlySet<string> = new Set(['name', 'given', 'family', 'email', 'organisation'])

function recordsOf(text: string, most: number): readonly (readonly string[])[] | null {
  const records: string[][] = []
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: longestLine,
      to: most + 1,
      onRecord: (cells: string[]) => {
        records.push(cells)
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return null
  }
  return records
}

function separatorOf(text: string): string {
  const first = text.slice(0, 20_000).split(/[\r\n]/, 1)[0] ?? ''
  const times = (character: string) => first.split(character).length
  return [';', ',', '\t'].reduce((best, each) => (times(each) > times(best) ? each : best))
}

/** What spreadsheets are told so that they compute nothing: `'+33…` and `="06…"`. */
const cellText = (cell: string): string =>
  cell
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()
    .replace(/^="([^"]*)"$/, '$1')
    .replace(/^'(?=[=+\-@])/, '')
    .slice(0, longestCell)

/** Google puts several into one cell. */
const several = (text: string): readonly string[] =>
  text
    .split(':::')
    .map((each) => each.trim())
    .filter((each) => each !== '')

function cardOf(columns: readonly (Column | null)[], cells: readonly string[]): Card {
  const filled = columns.flatMap((column, at) => {
    const text = cellText(cells[at] ?? '')
    return column === null || text === '' ? [] : [{ column, text }]
  })
  const said = (is: Column['is']): string => filled.find(({ column }) => column.is === is)?.text ?? ''
  const kindOf = (is: 'email-kind' | 'phone-kind' | 'postal-kind', of: number): string =>
    filled.find(({ column }) => column.is === is && column.of === of)?.text ?? ''
  const parts = [said('given'), said('middle'), said('family')].filter((each) => each !== '')
  const emails = filled.flatMap(({ column, text }) =>
    column.is === 'email'
      ? several(text).map((address) => ({
          kind: noMobile(kindOfWord(kindOf('email-kind', column.of))),
          address,
        }))
      : [],
  )
  const phones = filled.flatMap(({ column, text }) =>
    column.is === 'phone'
      ? several(text).map((number) => ({
          kind: column.kind === 'other' ? kindOfWord(kindOf('phone-kind', column.of)) : column.kind,
          number: number.slice(0, 60),
        }))
      : [],
  )
  const organisation = oneLine(said('organisation'))
  const name = oneLine(said('name')) || oneLine(parts.join(' ')) || organisation || (emails[0]?.address ?? '')
  if (name === '') return []
  return withFields([], {
    ...{ name, organisation, title: oneLine(said('title')), note: said('note') },
    ...{ emails, phones, postal: postalOf(filled, kindOf) },
  })
}

const noMobile = (kind: ReturnType<typeof kindOfWord>) => (kind === 'mobile' ? 'other' : kind)
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)

type Filled = readonly { readonly column: Column; readonly text: string }[]

function postalOf(
  filled: Filled,
  kindOf: (is: 'postal-kind', of: number) => string,
): ContactFields['postal'] {
  const places = new Map<string, ContactFields['postal'][number]>()
  for (const { column, text } of filled) {
    if (column.is !== 'street' && column.is !== 'city' && column.is !== 'postcode' && column.is !== 'country')
      continue
    const kind = column.kind === 'other' ? kindOfWord(kindOf('postal-kind', column.of)) : column.kind
    const key = `${column.of} ${column.kind}`
    const empty = { kind: noMobile(kind), street: '', postcode: '', city: '', country: '' }
    places.set(key, { ...(places.get(key) ?? empty), [column.is]: oneLine(text) })
  }
  return [...places.values()]
}
