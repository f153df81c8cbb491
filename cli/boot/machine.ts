// First steps on a machine: what must be installed, and the system users. Says what is missing where it may not act.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import {
  aptPolicy,
  daemonPackages,
  fetchLists,
  installPackages,
  missingPackages,
} from '#stack/machine/packages.ts'
import { judgedPackages, systemOf, tooOld } from '#stack/machine/system.ts'
import { createUsers } from '#stack/machine/users.ts'
import { Fault, say } from '../terminal.ts'

/** Installs missing packages and creates the users; throws a `Fault` with the command to type where it cannot. */
export async function prepareMachine(extraPackages: readonly string[] = []): Promise<void> {
  const isRoot = process.getuid?.() === 0
  // Folders that are made on the way to others are open to the daemons' users, whatever umask root has.
  process.umask(0o022)
  await checkSystem(isRoot)
  const missing = await missingPackages([...daemonPackages, ...extraPackages])
  if (!isRoot) {
    const install =
      missing.length === 0 ? '' : `\n  apt-get install --no-install-recommends ${missing.join(' ')}`
    throw new Fault(
      `the daemons run as users of their own, which takes root. As root:${install}\n  ./vaguemestre up`,
    )
  }
  if (missing.length > 0) {
    say(`Installing ${missing.length} Debian packages: ${missing.join(' ')}`)
    const begun = Date.now()
    await installPackages(missing)
    say(`Debian packages are installed (${Math.round((Date.now() - begun) / 1000)} s).`)
  }
  await createUsers()
}

/** Debian 13 is what we test on. Another system goes on with a warning where its packages are new enough. */
async function checkSystem(isRoot: boolean): Promise<void> {
  const system = systemOf(await readFile('/etc/os-release', 'utf8').catch(() => ''))
  if (system.isSupported) return
  const instead = 'Use Debian 13, or the images of docker/ (docker/README.md), which bring it.'
  if (!existsSync('/usr/bin/dpkg-query')) {
    throw new Fault(
      `this machine runs ${system.name}, which has no Debian packages; Debian 13 is supported.\n${instead}`,
    )
  }
  let faults = tooOld(await aptPolicy(judgedPackages))
  // The lists of packages may never have been fetched.
  if (faults.length > 0 && isRoot) {
    await fetchLists()
    faults = tooOld(await aptPolicy(judgedPackages))
  }
  if (faults.length > 0) {
    throw new Fault(
      `this machine runs ${system.name}, and Debian 13 is supported: ${faults.join('; ')}.\n${instead}`,
    )
  }
  say(
    `This machine runs ${system.name}. Debian 13 is supported; its packages are new enough, so this goes on, but nobody tested it.`,
  )
}
