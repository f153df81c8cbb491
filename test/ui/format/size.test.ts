import { expect, test } from 'vitest'
import { plural } from '#ui/format/plural.ts'
import { formatNumber, formatShare, formatSize, formatSizeOf } from '#ui/format/size.ts'
import { en } from '#ui/words/en.ts'
import { fr } from '#ui/words/fr.ts'

test('octets → the unit that fits, one decimal below ten, a gap that never breaks', () => {
  expect(formatSize(0, fr)).toBe('0\u00a0octets')
  expect(formatSize(1, fr)).toBe('1\u00a0octet')
  expect(formatSize(1, en)).toBe('1\u00a0byte')
  expect(formatSize(999, fr)).toBe('999\u00a0octets')
  expect(formatSize(1000, fr)).toBe('1\u00a0ko')
  expect(formatSize(4_700_000_000, fr)).toBe('4,7\u00a0Go')
  expect(formatSize(4_700_000_000, en)).toBe('4.7\u00a0GB')
  expect(formatSize(47_300_000_000, fr)).toBe('47\u00a0Go')
})

test('just below the next unit → the next unit, never 1 000 of one', () => {
  expect(formatSize(999_600, fr)).toBe('1\u00a0Mo')
  expect(formatSize(9_960_000, fr)).toBe('10\u00a0Mo')
})

test('used and allowed → both with their unit', () => {
  expect(formatSizeOf(4_700_000_000, 5_000_000_000, fr)).toBe('4,7\u00a0Go sur 5\u00a0Go')
})

test('almost full → never 100 %', () => {
  expect(formatShare(0.999, fr)).toBe('99\u202f%')
  expect(formatShare(0.944, en)).toBe('94%')
})

test('thousands → the narrow gap of French', () => {
  expect(formatNumber(1248, fr)).toBe('1\u202f248')
})

test.each([0, 7, 999, 1000, 12_575, 100_000, 1_234_567, -4200, 12.5, 1e21])(
  '%d → as both languages write it',
  (value) => {
    expect(formatNumber(value, fr)).toBe(value.toLocaleString('fr'))
    expect(formatNumber(value, en)).toBe(value.toLocaleString('en'))
  },
)

test('none, one, two → French keeps the singular for none', () => {
  const forms = { one: 'boîte', other: 'boîtes' }
  expect([0, 1, 2].map((count) => plural('fr', count, forms))).toEqual(['boîte', 'boîte', 'boîtes'])
  expect([0, 1, 2].map((count) => plural('en', count, { one: 'box', other: 'boxes' }))).toEqual([
    'boxes',
    'box',
    'boxes',
  ])
  expect(plural('fr', 0, { ...forms, zero: 'aucune boîte' })).toBe('aucune boîte')
})
