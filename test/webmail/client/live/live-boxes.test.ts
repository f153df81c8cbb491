import { expect, test } from 'vitest'
import { askedAgainMs, setHeardBoxes } from '#webmail/client/live/live-boxes.ts'

test('every box is heard → asked every five minutes; one is not, or none → every minute', () => {
  const [a, b] = [{ id: 'a' }, { id: 'b' }]
  expect(askedAgainMs([a])).toBe(60_000)
  setHeardBoxes(['a'])
  expect(askedAgainMs([a])).toBe(300_000)
  expect(askedAgainMs([a, b])).toBe(60_000)
  expect(askedAgainMs([])).toBe(60_000)
  setHeardBoxes([])
  expect(askedAgainMs([a])).toBe(60_000)
})
