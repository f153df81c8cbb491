import { describe, expect, test } from 'vitest'
import { dayOf, endOfDay, readGigabytes, writeGigabytes } from '#admin/client/form/field-values.ts'

describe('gigabytes', () => {
  test.each([
    ['2', 2_000_000_000],
    ['2,5', 2_500_000_000],
    ['0.25', 250_000_000],
    ['1\u202f000', 1_000_000_000_000],
  ])('%s → %d', (text, bytes) => {
    expect(readGigabytes(text)).toBe(bytes)
  })

  test.each(['', 'deux', '-1', '1e9', '2 Go', '1,2,3'])('%j → null', (text) => {
    expect(readGigabytes(text)).toBeNull()
  })

  test('two gibibytes → 2,147 in French and 2.147 in English', () => {
    expect(writeGigabytes(2_147_483_648, 'fr')).toBe('2,147')
    expect(writeGigabytes(2_147_483_648, 'en')).toBe('2.147')
  })
})

describe('days', () => {
  test('a day in winter → its last millisecond at UTC+1', () => {
    expect(endOfDay('2026-12-31')).toBe('2026-12-31T22:59:59.999Z')
  })

  test('a day in summer → its last millisecond at UTC+2', () => {
    expect(endOfDay('2026-07-14')).toBe('2026-07-14T21:59:59.999Z')
  })

  test('the days on which the clock changes → the offset of their evening', () => {
    expect(endOfDay('2026-03-29')).toBe('2026-03-29T21:59:59.999Z')
    expect(endOfDay('2026-10-25')).toBe('2026-10-25T22:59:59.999Z')
  })

  test.each(['', '2026-13-01', '14/07/2026'])('%j → null', (day) => {
    expect(endOfDay(day)).toBeNull()
  })

  test('an instant → its day in France, and back to the same instant', () => {
    expect(dayOf('2026-12-31T23:30:00.000Z')).toBe('2027-01-01')
    expect(dayOf(endOfDay('2026-07-14'))).toBe('2026-07-14')
  })

  test('never → an empty field', () => {
    expect(dayOf(null)).toBe('')
  })
})
