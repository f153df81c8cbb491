// apt-get is a stand-in that notes what lies in the machine's folders while it runs.

import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Machine } from '#stack/machine/machine.ts'
import { installPackages } from '#stack/machine/packages.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

/** Each call of apt-get ends with the next of `codes`, then with 0. */
async function machineWith(codes: readonly number[] = []) {
  const folder = await temporaryFolder()
  const policyFile = join(folder.path, 'usr/sbin/policy-rc.d')
  const clusterFile = join(folder.path, 'etc/postgresql-common/createcluster.d/vaguemestre.conf')
  await mkdir(join(folder.path, 'usr/sbin'), { recursive: true })
  const calls: { readonly line: string; readonly policy: string; readonly hasCluster: boolean }[] = []
  const run: Machine['run'] = async (line) => {
    const policy = await readFile(policyFile, 'utf8').catch(() => '')
    calls.push({ line: line.join(' '), policy, hasCluster: existsSync(clusterFile) })
    return { code: codes[calls.length - 1] ?? 0, stdout: '', stderr: 'E: no such package' }
  }
  return { folder, policyFile, clusterFile, calls, machine: { root: folder.path, run } }
}

test('no policy-rc.d → ours forbids starts while apt-get runs, and is gone afterwards', async () => {
  const { folder, policyFile, clusterFile, calls, machine } = await machineWith()
  await installPackages(['redis-server', 'knot'], machine)
  expect(calls).toHaveLength(1)
  expect(calls[0]?.line).toMatch(/^apt-get .*install .*redis-server knot$/)
  expect(calls[0]?.policy).toMatch(/^#!\/bin\/sh\n.*\nexit 101\n$/)
  expect(calls[0]?.hasCluster).toBe(true)
  expect([policyFile, clusterFile].filter(existsSync)).toEqual([])
  await folder[Symbol.asyncDispose]()
})

test('apt-get fails → the lists are fetched and it is tried once more, then an error; ours is gone', async () => {
  const { folder, policyFile, clusterFile, calls, machine } = await machineWith([100, 0, 100])
  await expect(installPackages(['knot'], machine)).rejects.toThrow('E: no such package')
  expect(calls.map(({ line }) => line.includes('update'))).toEqual([false, true, false])
  expect(calls.every(({ policy }) => policy.includes('exit 101'))).toBe(true)
  expect([policyFile, clusterFile].filter(existsSync)).toEqual([])
  await folder[Symbol.asyncDispose]()
})

test('a policy-rc.d of the machine’s own → neither replaced nor removed, whether apt-get succeeds or not', async () => {
  for (const codes of [[], [100, 100]]) {
    const { folder, policyFile, calls, machine } = await machineWith(codes)
    await writeFile(policyFile, '#!/bin/sh\nexit 104\n', { mode: 0o755 })
    await installPackages(['knot'], machine).catch(() => undefined)
    expect(calls[0]?.policy).toBe('#!/bin/sh\nexit 104\n')
    expect(await readFile(policyFile, 'utf8')).toBe('#!/bin/sh\nexit 104\n')
    await folder[Symbol.asyncDispose]()
  }
})

test('ours is still there from a run that was killed → used and removed', async () => {
  const { folder, policyFile, calls, machine } = await machineWith()
  await installPackages(['knot'], machine)
  await writeFile(policyFile, calls[0]?.policy ?? '', { mode: 0o755 })
  await installPackages(['knot'], machine)
  expect(existsSync(policyFile)).toBe(false)
  await folder[Symbol.asyncDispose]()
})

test('while apt-get runs → Debian can execute the file', async () => {
  const { folder, policyFile, machine } = await machineWith()
  let mode = 0
  const run: Machine['run'] = async (line) => {
    mode = (await stat(policyFile)).mode & 0o777
    return machine.run(line)
  }
  await installPackages(['knot'], { ...machine, run })
  expect(mode).toBe(0o755)
  await folder[Symbol.asyncDispose]()
})
