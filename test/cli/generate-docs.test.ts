import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eventReference, specReference } from '#cli/generate-docs.ts'

const page = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8')

test('docs/spec.md → what the schema says today', () => {
  expect(page('spec.md')).toBe(specReference())
})

test('docs/events.md → what the union of events says today', () => {
  expect(page('events.md')).toBe(eventReference())
})

test('every event of the union → one row', () => {
  const source = readFileSync(join(import.meta.dirname, '../../core/event.ts'), 'utf8')
  const names = [...source.matchAll(/readonly event: '([^']+)'/g)].map(([, name]) => name ?? '')
  const rows = eventReference()
  expect(names.filter((name) => !rows.includes(`| \`${name}\` |`))).toEqual([])
})
