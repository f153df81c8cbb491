// Where AppArmor is on, Debian's profiles keep clamd, freshclam and unbound inside the distribution's own folders.
// Debian reads local additions beside each profile: ours name the state and socket folders.

import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Paths } from '../spec/paths.ts'
import { outputOf } from './command.ts'
import { type Machine, thisMachine } from './machine.ts'

const profiles = [
  { name: 'usr.sbin.clamd', folders: ['clamav', 'clamd'] },
  { name: 'usr.bin.freshclam', folders: ['clamav', 'clamd', 'freshclam'] },
  { name: 'usr.sbin.unbound', folders: ['unbound'] },
] as const

type Profile = (typeof profiles)[number]

export type AppArmorState =
  | { readonly kind: 'off' | 'covered' }
  | { readonly kind: 'not-covered'; readonly profiles: readonly string[] }

const profileFile = ({ root }: Machine, { name }: Profile): string => join(root, 'etc/apparmor.d', name)
const localFile = ({ root }: Machine, { name }: Profile): string => join(root, 'etc/apparmor.d/local', name)

export async function appArmorState(paths: Paths, machine: Machine = thisMachine): Promise<AppArmorState> {
  const switchFile = join(machine.root, 'sys/module/apparmor/parameters/enabled')
  const enabled = await readFile(switchFile, 'utf8').catch(() => 'N')
  const loaded = join(machine.root, 'sys/kernel/security/apparmor/profiles')
  if (enabled.trim() !== 'Y' || !existsSync(loaded)) return { kind: 'off' }
  const present = profiles.filter((profile) => existsSync(profileFile(machine, profile)))
  const lacking: string[] = []
  for (const profile of present) {
    const local = await readFile(localFile(machine, profile), 'utf8').catch(() => '')
    if (!local.includes(additionFor(profile, paths))) lacking.push(profile.name)
  }
  return lacking.length === 0 ? { kind: 'covered' } : { kind: 'not-covered', profiles: lacking }
}

/** Adds our folders to the profiles that lack them and loads those again; other lines of the files stay. */
export async function allowOurFolders(paths: Paths, machine: Machine = thisMachine): Promise<void> {
  const state = await appArmorState(paths, machine)
  if (state.kind !== 'not-covered') return
  for (const profile of profiles.filter(({ name }) => state.profiles.includes(name))) {
    const local = localFile(machine, profile)
    await mkdir(dirname(local), { recursive: true })
    const before = await readFile(local, 'utf8').catch(() => '')
    await writeFile(local, `${before.replace(/([^\n])$/, '$1\n')}${additionFor(profile, paths)}`)
    const load = ['apparmor_parser', '--replace', profileFile(machine, profile)] as const
    outputOf(load, await machine.run(load))
  }
}

function additionFor({ folders }: Profile, { etc, data, run, secrets, state }: Paths): string {
  const lines = folders.flatMap((folder) => [
    `  ${join(etc, folder)}/** r,`,
    `  ${join(data, folder)}/ r,`,
    `  ${join(data, folder)}/** rwk,`,
    `  ${join(run, folder)}/ rw,`,
    `  ${join(run, folder)}/** rwk,`,
  ])
  return [`# vaguemestre ${state}`, ...lines, `  ${secrets}/** r,`, `# end vaguemestre ${state}`, ''].join(
    '\n',
  )
}
