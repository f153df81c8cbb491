import { expect, test } from 'vitest'
import { readOptions } from '../../../bench/inbound/options.ts'

test('no option → five rounds of three sizes, with the peer', () => {
  const { rounds, loads, alone, peerDirectory } = readOptions([])
  expect(rounds).toBe(5)
  expect(peerDirectory).toBe('database')
  expect(alone).toBe(false)
  expect(loads.map(({ size, messages }) => [size, messages])).toEqual([
    [4096, 600],
    [49_152, 300],
    [1_048_576, 60],
  ])
})

test('a size with a number of messages → that many', () => {
  expect(readOptions(['--sizes', '4096x10', '--recipients', '3']).loads).toEqual([
    { size: 4096, messages: 10, connections: 80, recipients: 3 },
  ])
})

test.each([
  [['--sizes', '4k'], '--sizes 4k'],
  [['--rounds', '0'], '--rounds 0'],
  [['--peer-directory', 'ldap'], '--peer-directory ldap'],
  [['--profile', 'x', '--state', '/tmp'], '--profile'],
])('%j → refused by name', (args, named) => {
  expect(() => readOptions(args)).toThrow(named)
})
