import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { groupHasMembers, startTicks } from '#stack/supervise/child-process.ts'
import { clearLeftovers, recordProcesses } from '#stack/supervise/leftovers.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

function startGroup(script: string): number {
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore' })
  child.unref()
  return child.pid ?? 0
}

test('a recorded process that does not stop → killed with its group', async () => {
  await using folder = await temporaryFolder()
  const pid = startGroup("trap '' TERM; sleep 60 & wait")
  await recordProcesses(folder.path, new Map([['redis', pid]]))
  const found = await clearLeftovers(folder.path, 0.2)
  expect(found.map(({ name }) => name)).toEqual(['redis'])
  expect(groupHasMembers(pid)).toBe(false)
})

test('the head of a group is gone and a child lives on → the child is killed', async () => {
  await using folder = await temporaryFolder()
  const pid = startGroup('sleep 60 & sleep 0.3')
  await recordProcesses(folder.path, new Map([['dovecot', pid]]))
  await eventually('the head to end', () => (startTicks(pid) === null ? true : null))
  expect(groupHasMembers(pid)).toBe(true)
  await clearLeftovers(folder.path, 0.2)
  expect(groupHasMembers(pid)).toBe(false)
})

test('a pid that now belongs to somebody else → left alone', async () => {
  await using folder = await temporaryFolder()
  const pid = startGroup('sleep 60')
  await writeFile(join(folder.path, 'processes.json'), JSON.stringify([{ name: 'redis', pid, ticks: '1' }]))
  expect(await clearLeftovers(folder.path, 0.2)).toEqual([])
  expect(startTicks(pid)).not.toBeNull()
  process.kill(-pid, 'SIGKILL')
})

test('no record, or a garbled one → nothing to do', async () => {
  await using folder = await temporaryFolder()
  expect(await clearLeftovers(folder.path, 0.2)).toEqual([])
  await writeFile(join(folder.path, 'processes.json'), '[{')
  expect(await clearLeftovers(folder.path, 0.2)).toEqual([])
})
