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

test('a score and times of winter and summer → a decimal comma, and the clock of France', () => {
  const row = [4.25, new Date('2026-11-25T23:52:41Z'), new Date('2026-06-30T22:05:00Z')]
  expect(csvFile(['a', 'b', 'c'], [row])).toBe('\uFEFFa;b;c\r\n4,25;2026-11-26 00:52;2026-07-01 00:05\r\n')
})

test('numbers, booleans and nothing → numbers, words, an empty cell', () => {
  expect(csvFile(['a', 'b', 'c'], [[-3, true, null]])).toBe('\uFEFFa;b;c\r\n-3;true;\r\n')
})
