import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { allowOurFolders, appArmorState } from '#stack/machine/apparmor.ts'
import type { Machine } from '#stack/machine/machine.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const paths = pathsFor('/srv/mail')
const ours = 'etc/apparmor.d/local/usr.sbin.unbound'

/** A machine with these files, whose parser notes what it loads. */
async function machineWith(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true })
    await writeFile(join(folder.path, name), content)
  }
  const loaded: string[] = []
  const run: Machine['run'] = async (line) => {
    loaded.push(line.join(' ').replaceAll(folder.path, ''))
    return { code: 0, stdout: '', stderr: '' }
  }
  return { folder, loaded, machine: { root: folder.path, run }, local: join(folder.path, ours) }
}

const enabled = {
  'sys/module/apparmor/parameters/enabled': 'Y\n',
  'sys/kernel/security/apparmor/profiles': '',
}
const profile = { 'etc/apparmor.d/usr.sbin.unbound': 'profile unbound {}\n' }

test.each([
  ['no AppArmor in the kernel', profile],
  ['switched off', { ...profile, ...enabled, 'sys/module/apparmor/parameters/enabled': 'N\n' }],
])('%s → nothing is written', async (_, files) => {
  const { folder, loaded, local, machine } = await machineWith(files)
  await allowOurFolders(paths, machine)
  expect(await appArmorState(paths, machine)).toEqual({ kind: 'off' })
  expect(existsSync(local)).toBe(false)
  expect(loaded).toEqual([])
  await folder[Symbol.asyncDispose]()
})

test('a profile of one daemon → its folders are added and it alone is loaded again; a second call does nothing', async () => {
  const { folder, loaded, local, machine } = await machineWith({ ...enabled, ...profile })
  expect(await appArmorState(paths, machine)).toEqual({ kind: 'not-covered', profiles: ['usr.sbin.unbound'] })
  await allowOurFolders(paths, machine)
  const written = await readFile(local, 'utf8')
  await allowOurFolders(paths, machine)
  expect(await readFile(local, 'utf8')).toBe(written)
  expect(written).toContain(`  ${paths.run}/unbound/** rwk,\n`)
  expect(written).toContain('  /srv/mail/etc/unbound/** r,\n')
  expect(loaded).toEqual(['apparmor_parser --replace /etc/apparmor.d/usr.sbin.unbound'])
  expect(existsSync(join(folder.path, 'etc/apparmor.d/local/usr.sbin.clamd'))).toBe(false)
  expect(await appArmorState(paths, machine)).toEqual({ kind: 'covered' })
  await folder[Symbol.asyncDispose]()
})

test('lines of the operator and of another copy → stay, ours come after them', async () => {
  const theirs = '  /opt/roots/** r,\n# no line break at the end'
  const { folder, local, machine } = await machineWith({ ...enabled, ...profile, [ours]: theirs })
  await allowOurFolders(pathsFor('/srv/other'), machine)
  await allowOurFolders(paths, machine)
  const written = await readFile(local, 'utf8')
  expect(written.startsWith(`${theirs}\n# vaguemestre /srv/other\n`)).toBe(true)
  expect(written.endsWith('# end vaguemestre /srv/mail\n')).toBe(true)
  await folder[Symbol.asyncDispose]()
})
