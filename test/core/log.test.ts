import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
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

test('nobody reads the log any more, and a line is left → the process ends all the same', async () => {
  const program = `
    import { openLog } from '#core/log.ts'
    const log = openLog('test', 'info')
    process.stdin.resume().on('end', () => log.info({ event: 'process.stopping', signal: 'SIGTERM' }))`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(10_000) })
  try {
    child.stdout.destroy()
    child.stdin.end()
    expect(await ended).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
  }
})
