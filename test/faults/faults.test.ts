import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faults } from './faults.ts'
import { planted } from './planted.ts'

const repository = join(import.meta.dirname, '../..')

test('There are sixty planted faults at least, each of its own name', () => {
  expect(faults.length).toBeGreaterThanOrEqual(60)
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
})

test.each(faults)('$name stands where it can be planted, and names tests that are there', (fault) => {
  const sound = readFileSync(join(repository, fault.file), 'utf8')
  expect(planted(sound, fault)).not.toBe(sound)
  expect(fault.tests.filter((file) => !existsSync(join(repository, file)))).toEqual([])
})
