import { expect, test } from 'vitest'
import { EventText } from '#webmail/client/live/event-text.ts'

test('pieces that end anywhere → each event once it is whole; signs of life are none', () => {
  const text = new EventText()
  expect(text.add('data: {"a"')).toEqual([])
  expect(text.add(':1}\n')).toEqual([])
  expect(text.add('\n: still here\n\ndata: {"b":2}\n\nda')).toEqual(['{"a":1}', '{"b":2}'])
  expect(text.add('ta: 3\n\n')).toEqual(['3'])
})
