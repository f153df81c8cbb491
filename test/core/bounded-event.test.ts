import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundedEvent } from '#core/bounded-event.ts'
import type { Event } from '#core/event.ts'

const filtered = (symbols: readonly string[], virus: string | null = null): Event => ({
  event: 'mail.filtered',
  queueId: 'q',
  score: 1.5,
  symbols,
  virus,
  findings: [],
  milliseconds: 2,
})

test('an event of ordinary size → as it is', () => {
  const event = filtered(['A', 'B'])
  expect(boundedEvent(event)).toEqual(event)
})

test('long lists and texts → 50 entries, 256 characters', () => {
  const symbols = Array.from({ length: 1000 }, (_, index) => `S${index}`.padEnd(500, 'x'))
  const bounded = boundedEvent(filtered(symbols, 'v'.repeat(257)))
  expect(bounded).toMatchObject({ score: 1.5, virus: `${'v'.repeat(255)}…` })
  expect(bounded.symbols).toEqual(symbols.slice(0, 50).map((symbol) => `${symbol.slice(0, 255)}…`))
})

test('the stack of a bug → kept for its first 4096 characters', () => {
  const cause = 'at x\n'.repeat(10_000)
  expect(boundedEvent({ event: 'smtp.bug', session: 's', cause })).toMatchObject({
    cause: `${cause.slice(0, 4095)}…`,
  })
})

test('whatever strangers write → well-formed text of less than 100 kB', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constant('\u{1f600}'.repeat(5000)),
    fc.constant('\0'.repeat(5000)),
  )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 100 }), text, (symbols, virus) => {
      const line = JSON.stringify(boundedEvent(filtered(symbols, virus)))
      expect(line.length).toBeLessThan(100_000)
      expect(line.isWellFormed()).toBe(true)
    }),
  )
})
