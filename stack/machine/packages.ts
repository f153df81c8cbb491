// The Debian packages that the daemons come in. They are installed without starting Debian's own units: we run our
// own instances beside whatever the machine already has.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { command, outputOf } from './command.ts'
import { type Machine, thisMachine } from './machine.ts'

/** What an installation needs, in the order a person would list it. */
export const daemonPackages = [
  'ca-certificates',
  'curl',
  'dovecot-core',
  'dovecot-imapd',
  'dovecot-lmtpd',
  'dovecot-sieve',
  'dovecot-managesieved',
  'dovecot-pgsql',
  'dovecot-flatcurve',
  'rspamd',
  'clamav-daemon',
  'clamav-freshclam',
  'redis-server',
  'postgresql',
  'unbound',
  'dns-root-data',
  'knot',
  'knot-dnssecutils',
  'openssl',
  'libjemalloc2',
] as const

export async function missingPackages(wanted: readonly string[]): Promise<readonly string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's own.
  const format = '${Package} ${db:Status-Status}\n'
  const { stdout } = await command(['dpkg-query', '-W', '-f', format, ...wanted])
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return wanted.filter((name) => !installed.has(name))
}

/** What `apt-cache policy` prints: which version is installed, and which would be. */
export async function aptPolicy(names: readonly string[]): Promise<string> {
  return (await command(['apt-cache', 'policy', ...names], { environment: { LC_ALL: 'C' } })).stdout
}

/** Fetches the lists of packages; without a network they stay what they are. */
export async function fetchLists(): Promise<void> {
  await command(aptUpdate)
}

const aptUpdate = ['apt-get', 'update', '-qq'] as const

const policyFile = 'usr/sbin/policy-rc.d'
/** A run that was killed leaves the file behind: this line tells ours from the machine's own. */
const policy = '#!/bin/sh\n# vaguemestre: no unit starts while packages are installed\nexit 101\n'
const clusterFile = 'etc/postgresql-common/createcluster.d/vaguemestre.conf'

/**
 * Installs `packages` with apt-get. While it runs, `policy-rc.d` keeps Debian from starting their units (only if
 * the machine has no such file of its own; ours is always removed), and postgresql creates no cluster.
 */
export async function installPackages(
  packages: readonly string[],
  machine: Machine = thisMachine,
): Promise<void> {
  const placed = join(machine.root, policyFile)
  const cluster = join(machine.root, clusterFile)
  const found = await readFile(placed, 'utf8').catch(() => null)
  const isOurs = found === null || found === policy
  try {
    if (isOurs) await writeFile(placed, policy, { mode: 0o755 })
    await mkdir(dirname(cluster), { recursive: true })
    await writeFile(cluster, 'create_main_cluster = false\n')
    await runApt(packages, machine.run)
  } finally {
    if (isOurs) await rm(placed, { force: true })
    await rm(cluster, { force: true })
  }
}

/** The lists of packages may be older than what the archive holds: they are fetched again when the first try fails. */
async function runApt(packages: readonly string[], run: Machine['run']): Promise<void> {
  const options = { environment: { DEBIAN_FRONTEND: 'noninteractive' } }
  const patience = ['-o', 'DPkg::Lock::Timeout=300'] as const
  const install = [
    'apt-get',
    ...patience,
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    ...packages,
  ] as const
  if ((await run(install, options)).code === 0) return
  outputOf(aptUpdate, await run(aptUpdate))
  outputOf(install, await run(install, options))
}
