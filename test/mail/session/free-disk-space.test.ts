import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freeDiskSpace } from '#mail/session/free-disk-space.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

test.each([
  ['one second later', 1000, false],
  ['within the second', 999, true],
  ['an hour earlier, the clock was set back', -3_600_000, false],
])('the volume is gone, asked again %s → %s ms: %s', async (_when, step, expected) => {
  await using folder = await temporaryFolder()
  const volume = join(folder.path, 'volume')
  await mkdir(volume)
  let now = 10_000_000
  const hasFreeRoom = freeDiskSpace({ directories: [volume], floorBytes: 0, clock: { now: () => now } })
  expect(await hasFreeRoom()).toBe(true)
  await rmdir(volume)
  now += step
  expect(await hasFreeRoom()).toBe(expected)
})
