import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trace } from '#cli/trace.ts'
import { tracedOutcomes } from '#core/trace/trace.ts'
import { testSpec } from '#test/support/stack/stack.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

test.each([
  [['show'], 'usage: trace find'],
  [['find', '--address', 'nobody'], '--address nobody: an address has the form name@domain'],
  [['find', '--since', 'monday'], '--since monday: expected a number from 1'],
  [['find', '--limit', '0'], '--limit 0: expected a number from 1'],
  [['find', '--outcome', 'lost'], '--outcome lost: expected one of delivered, junk, forwarded, held'],
  [['find', '--sender', 'x'], "Unknown option '--sender'"],
  [['find'], 'cannot be read: nothing was started here yet'],
])('trace %j → one sentence', async (args, sentence) => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'spec.yaml')
  await writeFile(file, testSpec({ portBase: 11000, state: folder.path }))
  await expect(trace([...args, '--config', file])).rejects.toThrow(sentence)
})

test('docs/operations.md → every outcome that may be looked for, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
  const row = page.split('\n').find((each) => each.startsWith('| `--outcome` |')) ?? ''
  const named = [...row.matchAll(/`([a-z]+)`/g)].map(([, name]) => name)
  expect(named.toSorted()).toEqual(tracedOutcomes.toSorted())
})
