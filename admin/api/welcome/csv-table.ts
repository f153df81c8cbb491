// A table in CSV (RFC 4180) by the names of its columns, in any order, with or without accents and capitals.

import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { importReport } from '../../contract/communes/welcome-view.ts'
import { nameLabel } from '../communes/proposed-domain.ts'

export type ImportProblem = NonNullable<z.infer<typeof importReport>['rows'][number]['problem']>

const columns = ['insee', 'domaine', 'modele', 'responsable', 'boite', 'membres'] as const
const cells = z.array(z.string())
export type Line = { readonly [Column in (typeof columns)[number]]?: string }

export interface ReadLine {
  readonly line: number
  readonly fields: Line | ImportProblem
}

/** Separated by semicolons, commas or tabs, whichever the first line has most of (RFC 4180 otherwise). */
export function readTable(csv: string): readonly ReadLine[] {
  const first = csv.slice(0, csv.search(/[\r\n]|$/))
  const delimiter = [';', ',', '\t'].reduce((best, each) =>
    first.split(each).length > first.split(best).length ? each : best,
  )
  const records: { readonly line: number; readonly cells: readonly string[] }[] = []
  try {
    parse(csv, {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      max_record_size: 20_000,
      on_record: (record, { lines }) => {
        records.push({ line: lines, cells: cells.parse(record) })
        return null
      },
    })
    return nameColumns(records)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return [{ line: Number(error.lines ?? 1), fields: 'unreadable-line' }]
  }
}

function nameColumns(
  records: readonly { readonly line: number; readonly cells: readonly string[] }[],
): readonly ReadLine[] {
  const [head, ...rest] = records
  const names = head?.cells.map(nameLabel) ?? []
  const unknown = names.some((name) => name !== '' && !columns.some((column) => column === name))
  if (unknown || new Set(names).size < names.length) return [{ line: 1, fields: 'unknown-column' }]
  if (!names.includes('insee')) return [{ line: 1, fields: 'missing-column' }]
  return rest.map(({ line, cells }) => ({
    line,
    fields:
      cells.length > names.length && cells.slice(names.length).some((cell) => cell !== '')
        ? 'unreadable-line'
        : Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
  }))
}
