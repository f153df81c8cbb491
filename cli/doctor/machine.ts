// What the machine itself must offer: packages, folders that can be entered, room, a clock that is right.

import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { appArmorState } from '#stack/machine/apparmor.ts'
import { command } from '#stack/machine/command.ts'
import { daemonPackages, missingPackages } from '#stack/machine/packages.ts'
import { closedFoldersAbove } from '#stack/machine/reach.ts'
import type { Context } from '../context.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const programs = [
  { name: 'dovecot', line: ['dovecot', '--version'] },
  { name: 'rspamd', line: ['rspamd', '--version'] },
  { name: 'clamd', line: ['clamd', '--version'] },
  { name: 'redis', line: ['redis-server', '--version'] },
  { name: 'unbound', line: ['unbound', '-V'] },
  { name: 'knot', line: ['knotd', '--version'] },
] as const

export async function checkPackages(): Promise<readonly Finding[]> {
  const missing = await missingPackages(daemonPackages)
  if (missing.length > 0) {
    const todo = `as root: apt-get install --no-install-recommends ${missing.join(' ')}`
    return [bad('packages', `missing: ${missing.join(', ')}`, todo)]
  }
  const versions = await Promise.all(
    programs.map(
      async ({ name, line }) =>
        `${name} ${/\d+\.\d+(\.\d+)?/.exec((await command(line)).stdout)?.[0] ?? '?'}`,
    ),
  )
  return [good('packages', versions.join(', '))]
}

export async function checkReach({ paths }: Context): Promise<readonly Finding[]> {
  const state = await checkWayTo(paths)
  const armor = await appArmorState(paths)
  switch (armor.kind) {
    case 'off':
      return [state, good('AppArmor', 'not active')]
    case 'covered':
      return [state, good('AppArmor', 'active, our folders are in the local profile additions')]
    case 'not-covered':
      return [
        state,
        bad(
          'AppArmor',
          `active, and the profile of ${armor.profiles.join(', ')} forbids ${paths.state}`,
          'run "vaguemestre up" as root: it writes and loads the additions',
        ),
      ]
  }
}

async function checkWayTo({ state, etc }: Context['paths']): Promise<Finding> {
  // Only root may ask for others.
  if (process.getuid?.() !== 0) return warning('state folder', `${state}, not checked`, 'as root: doctor')
  // The state folder itself must be open as well.
  const closed = await closedFoldersAbove(etc)
  if (closed.length === 0) return good('state folder', state)
  const found = closed.map(({ folder, users }) => `${folder} cannot be entered by ${users.join(', ')}`)
  const folders = closed.map(({ folder }) => folder).join(' ')
  return bad(
    'state folder',
    found.join('; '),
    `chmod o+x ${folders}, or set VAGUEMESTRE_STATE to another folder`,
  )
}

export async function checkDisk({ paths, spec }: Context): Promise<readonly Finding[]> {
  const volume = await statfs(paths.state).catch(() => null)
  if (volume === null)
    return [warning('disk', `${paths.state} does not exist yet`, 'start with "vaguemestre up"')]
  const megabytes = Math.round((volume.bavail * volume.bsize) / 1_048_576)
  const floor = spec.limits.freeDiskFloorMegabytes
  const found = `${megabytes} MB free on the volume of ${paths.state}`
  if (megabytes < floor) return [bad('disk', found, `free some room: below ${floor} MB no message is taken`)]
  if (megabytes < floor * 4) return [warning('disk', found, `below ${floor} MB no message will be taken`)]
  return [good('disk', found)]
}

/** There while systemd runs the machine (sd_booted(3)). */
const systemd = '/run/systemd/system'
/** No clock that is right shows a time before this was written. */
const written = new Date('2026-01-01T00:00:00Z')

/** Asks systemd whether the clock follows a time server; where there is no systemd (a container) the host keeps it. */
export async function checkClock(): Promise<readonly Finding[]> {
  const now = new Date()
  if (now < written)
    return [bad('clock', now.toISOString(), 'set the clock: signatures and certificates depend on it')]
  const asked = await command(['timedatectl', 'show', '--property=NTPSynchronized', '--value'], {
    timeoutSeconds: 5,
  })
  if (asked.stdout.trim() === 'yes') return [good('clock', 'synchronised')]
  if (!existsSync(systemd)) return [good('clock', `${now.toISOString()}, kept by the host`)]
  const todo = 'signatures, certificates and one-time codes depend on it: install systemd-timesyncd or chrony'
  return [warning('clock', `${now.toISOString()}, not known to be synchronised`, todo)]
}
