// The tables of an OpenDocument spreadsheet (OpenDocument 1.3 §9.1), cells as they are shown. A cell or a row may say that it
// stands there a million times: it is written as often as is shown, and no more.

import { readXml } from '#mail/dlp/read/xml-events.ts'
import { longestCell, mostColumns, mostPieces, mostRows, type Piece } from './preview.ts'

interface Table {
  readonly title: string
  readonly rows: string[][]
}

export function openDocumentTables(xml: string): readonly Piece[] {
  const tables: Table[] = []
  let row: string[] = []
  let [cell, depth, repeatedCell, repeatedRow] = ['', 0, 1, 1]
  readXml(
    xml,
    {
      open: (name, attributes) => {
        if (name === 'table') tables.push({ title: (attributes['table:name'] ?? '').slice(0, 100), rows: [] })
        if (name === 'table-row') {
          row = []
          repeatedRow = timesIn(attributes['table:number-rows-repeated'])
        }
        if (name === 'table-cell' || name === 'covered-table-cell') {
          cell = ''
          repeatedCell = timesIn(attributes['table:number-columns-repeated'])
        }
        if (name === 'p') {
          if (cell !== '') cell += ' '
          depth += 1
        }
      },
      text: (piece) => {
        if (depth > 0 && cell.length <= longestCell) cell += piece
      },
      close: (name) => {
        if (name === 'p') depth -= 1
        if (name === 'table-cell' || name === 'covered-table-cell')
          for (let times = 0; times < repeatedCell && row.length <= mostColumns; times += 1) row.push(cell)
        if (name === 'table-row') addRow(tables.at(-1), row, repeatedRow)
      },
    },
    () => tables.length > mostPieces,
  )
  return tables.map(({ title, rows }) => ({ kind: 'table', title, rows: withoutEmptyEnd(rows) }))
}

const timesIn = (written: string | undefined): number => {
  const times = Number(written ?? 1)
  return Number.isInteger(times) && times > 0 ? times : 1
}

function addRow(table: Table | undefined, cells: readonly string[], times: number): void {
  const row = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)
  for (let time = 0; time < times && table !== undefined && table.rows.length <= mostRows; time += 1)
    table.rows.push(row)
}

const withoutEmptyEnd = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1)
