import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvFile } from '#admin/api/http/csv.ts'

const read = (text: string): string[][] =>
  parse(text, { bom: true, delimiter: ';', relax_column_count: true })

test('cells with quotes, separators and line ends → read back as they were', () => {
  const rows = [['il dit « "oui" »', 'a;b', 'deux\r\nlignes', 'Été', '']]
  expect(read(csvFile(['a', 'b', 'c', 'd', 'e'], rows))).toEqual([['a', 'b', 'c', 'd', 'e'], ...rows])
})

test.each([
  '=HYPERLINK("http://x")',
  '+33 3 80',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r\n=1+1',
  '＝1+1',
  ' =1',
  '|cmd',
])('a cell that a spreadsheet would run, %j → text', (cell) => {
  expect(read(csvFile(['a'], [[cell]]))[1]).toEqual([`'${cell}`])
})

test('numbers, booleans and nothing → numbers, words, an empty cell', () => {
  expect(csvFile(['a', 'b', 'c'], [[-3, true, null]])).toBe('\uFEFFa;b;c\r\n-3;true;\r\n')
})
