// Tables as files that French spreadsheets open by a double click: UTF-8 with its mark, semicolons, RFC 4180 quotes. A cell
// that a spreadsheet would take for a formula is told to be text; numbers have the comma and times the clock of France.

import { parisMinute } from './paris-time.ts'

export type Cell = string | number | boolean | Date | null | undefined

const byteOrderMark = '\uFEFF'
const separator = ';'
/** Full-width forms are read as the plain ones; a tab or line end before them is dropped. */
const beginsFormula = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠|%]/

/** With the header line alone when there are no rows. */
export const csvFile = (header: readonly string[], rows: Iterable<readonly Cell[]>): string =>
  byteOrderMark + [header, ...rows].map(csvLine).join('')

/** The same, row by row as they come: for files that nobody wants in memory as a whole. */
export async function* csvLines(
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark + csvLine(header))
  for await (const row of rows) yield Buffer.from(csvLine(row))
}

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(separator)}\r\n`

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return parisMinute(cell)
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  if (typeof cell === 'boolean') return String(cell)
  const text = beginsFormula.test(cell) ? `'${cell}` : cell
  return /[";\r\n,\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
