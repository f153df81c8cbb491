import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

test('an event with a long text → one bounded JSON line on standard output', async () => {
  const program = `
    import { openLog } from '#core/log.ts'
    openLog('test', 'info').info({ event: 'smtp.dropped', session: 's', client: 'c'.repeat(1e6), cause: 'x' })`
  const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '-e', program], {
    cwd: root,
  })
  expect(JSON.parse(stdout)).toMatchObject({
    process: 'test',
    event: 'smtp.dropped',
    client: `${'c'.repeat(255)}…`,
    cause: 'x',
  })
})
