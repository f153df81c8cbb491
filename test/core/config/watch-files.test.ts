import { chmodSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { watchFiles } from '#core/config/watch-files.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const then = new Date('2026-01-01')

test.each<readonly [string, (file: string) => void]>([
  ['written', (file) => writeFileSync(file, 'something else')],
  ['made readable to another user, content and time as they were', (file) => chmodSync(file, 0o640)],
  ['removed', (file) => rmSync(file)],
  [
    'replaced by another of the same size and time',
    (file) => {
      writeFileSync(`${file}.new`, 'b')
      utimesSync(`${file}.new`, then, then)
      renameSync(`${file}.new`, file)
    },
  ],
  [
    'a link that leads to itself',
    (file) => {
      rmSync(file)
      symlinkSync(file, file)
    },
  ],
])('a file that is %s → told once', async (_what, change) => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'key')
  writeFileSync(file, 'a', { mode: 0o600 })
  utimesSync(file, then, then)
  let told = 0
  const first = Promise.withResolvers<void>()
  using _watch = watchFiles({
    files: [file],
    everyMilliseconds: 5,
    changed: () => {
      told += 1
      first.resolve()
    },
  })
  change(file)
  await first.promise
  expect(told).toBe(1)
})
