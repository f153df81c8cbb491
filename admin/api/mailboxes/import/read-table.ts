// A file of rows as spreadsheets write them: `;` or `,`, with or without a byte order mark, columns in any order.

import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { Problem, wrongField } from '#http/problem.ts'
import { importColumns, mostImportedRows } from '../../../contract/mailboxes/import.ts'

export type ImportColumn = (typeof importColumns)[number]

export interface TableRow {
  /** Of the file, the line of names being 1; of the last line of a cell that has several. */
  readonly line: number
  /** Trimmed; '' for a column that is not there. */
  readonly cells: Readonly<Record<ImportColumn, string>>
  /** More cells than columns. */
  readonly tooLong: boolean
}

export const csvPointer = '/body/csv'

export function readTable(csv: string): readonly TableRow[] | Problem {
  const records = readRecords(csv)
  if (records instanceof Problem) return records
  const [header, ...rows] = records
  if (header === undefined) return wrongField(csvPointer, 'empty', 'The file has no line.')
  const columns = readHeader(header.cells)
  if (columns instanceof Problem) return columns
  if (rows.length > mostImportedRows)
    return wrongField(csvPointer, 'too-many-rows', `A file has at most ${mostImportedRows} rows.`)
  return rows.map(({ line, cells }) => ({
    line,
    cells: cellsOf(columns, cells),
    tooLong: cells.slice(columns.length).some((cell) => cell !== ''),
  }))
}

interface FileRecord {
  readonly line: number
  readonly cells: readonly string[]
}

function readRecords(csv: string): readonly FileRecord[] | Problem {
  const records: FileRecord[] = []
  try {
    parse(csv, {
      bom: true,
      delimiter: separatorOf(csv),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      max_record_size: 20_000,
      to: mostImportedRows + 2,
      onRecord: (cells: string[], { lines }) => {
        records.push({ line: lines, cells })
        return null
      },
    })
    return records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const code = error.code.toLowerCase().replaceAll('_', '-')
    return wrongField(csvPointer, code, 'This is not a table: a quote or a line is not as CSV has it.')
  }
}

/** Whatever stands more often in the line of names, which itself has neither. */
function separatorOf(csv: string): string {
  const [names = ''] = csv.split(/[\r\n]/, 1)
  const times = (character: string) => names.split(character).length
  return [';', ',', '\t'].reduce((best, each) => (times(each) > times(best) ? each : best))
}

function readHeader(names: readonly string[]): readonly ImportColumn[] | Problem {
  const columns: ImportColumn[] = []
  for (const name of names) {
    const column = importColumns.find((each) => each === plain(name).replace(/[\s-]+/g, '_'))
    if (column === undefined)
      return wrongField(csvPointer, 'unknown-column', `There is no column ${name.slice(0, 50)}.`)
    if (columns.includes(column))
      return wrongField(csvPointer, 'column-twice', `The column ${column} is there twice.`)
    columns.push(column)
  }
  return columns.includes('adresse')
    ? columns
    : wrongField(csvPointer, 'column-missing', 'The column adresse is missing.')
}

/** A name that our own files lead with an apostrophe, so that no spreadsheet computes it, is read without. */
const cellsOf = (columns: readonly ImportColumn[], cells: readonly string[]) =>
  Object.fromEntries(
    importColumns.map((column) => {
      const cell = cells[columns.indexOf(column)] ?? ''
      return [column, cell.replace(/^'(?=[=+\-@])/, '')]
    }),
  ) as TableRow['cells']

/** Without accents, in lower case: as people type the names of columns, kinds and roles. */
export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
