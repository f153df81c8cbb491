import { spawn } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { getDefaultHighWaterMark, PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { openLogFile, readWhenAsked } from '#stack/supervise/log-capture.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

test('more output than a file may hold → closed files are kept up to their number, none is much larger', async () => {
  await using folder = await temporaryFolder()
  const log = openLogFile('redis', { folder: folder.path, rotateMegabytes: 1, keepFiles: 2 })
  const output = new PassThrough()
  log.capture(output)
  const closed = async (): Promise<number> =>
    (await readdir(folder.path)).filter((name) => /^redis\.\d+\.log$/.test(name)).length
  // Lines that come faster than the disk takes them are dropped: write until both closed files are there.
  await eventually('two closed files', async () => {
    output.write('x'.repeat(65_536))
    return (await closed()) === 2 ? true : null
  })
  const files = await readdir(folder.path)
  await log.close()
  for (const name of files.filter((each) => each.endsWith('.log'))) {
    expect((await stat(join(folder.path, name))).size).toBeLessThan(2 * 1_048_576)
  }
})

test('closed right after the last words → they are there', async () => {
  await using folder = await temporaryFolder()
  const log = openLogFile('redis', { folder: folder.path, rotateMegabytes: 1, keepFiles: 2 })
  const output = new PassThrough()
  log.capture(output)
  const kept = () => readFile(join(folder.path, 'redis.log'), 'utf8').catch(() => '')
  output.write('first\n')
  await eventually('the first line', async () => ((await kept()) === 'first\n' ? true : null))
  output.end('last words\n')
  await log.close()
  expect(await kept()).toBe('first\nlast words\n')
})

test('ten thousand lines, written one by one to a pipe → none is waited for, all are there', async () => {
  await using folder = await temporaryFolder()
  const log = openLogFile('redis', { folder: folder.path, rotateMegabytes: 100, keepFiles: 2 })
  const lines = 10_000
  const writer = readWhenAsked(() =>
    spawn('/bin/sh', ['-c', `i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); printf '%0120d\\n' $i; done`]),
  )
  log.capture(writer.stdout)
  // At one line a turn, a writer whose pipe is full would need a quarter of an hour.
  await new Promise((resolve) => writer.once('close', resolve))
  await log.close()
  const kept = await readFile(join(folder.path, 'redis.log'), 'utf8')
  expect(
    kept
      .split('\n')
      .filter((line) => line !== '')
      .map(Number),
  ).toEqual(Array.from({ length: lines }, (_, index) => index + 1))
})

test('lines one after the other, nobody asks → the first is read, the rest waits in the pipe for one go', async () => {
  const writer = readWhenAsked(() => spawn('/bin/sh', ['-c', 'for i in 1 2 3; do echo $i; sleep 0.05; done']))
  const pieces: string[] = []
  let asking = false
  const ask = () => {
    const piece: unknown = asking ? writer.stdout.read() : null
    if (piece !== null) pieces.push(String(piece))
  }
  writer.stdout.on('readable', ask)
  await new Promise((resolve) => writer.once('exit', resolve))
  asking = true
  ask()
  await new Promise((resolve) => writer.once('close', resolve))
  expect(pieces).toEqual(['1\n', '2\n3\n'])
})

test('streams opened otherwise, and after a failure → read ahead as ever', () => {
  const ahead = getDefaultHighWaterMark(false)
  expect(() => readWhenAsked(() => spawn(''))).toThrow()
  expect(getDefaultHighWaterMark(false)).toBe(ahead)
})
