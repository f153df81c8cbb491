// First steps on a machine: what must be installed, and the system users. Says what is missing where it may not act.

import { existsSync } from 'node:fs'
import { daemonPackages, installPackages, missingPackages } from '#stack/machine/packages.ts'
import { createUsers } from '#stack/machine/users.ts'
import { Fault, say } from '../terminal.ts'

/** Installs missing packages and creates the users; throws a `Fault` with the command to type where it cannot. */
export async function prepareMachine(extraPackages: readonly string[] = []): Promise<void> {
  const isRoot = process.getuid?.() === 0
  if (!existsSync('/usr/bin/dpkg-query')) {
    throw new Fault('this is not a Debian machine; use the images of docker/ (docker/README.md)')
  }
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
