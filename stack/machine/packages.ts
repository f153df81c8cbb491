// The Debian packages that the daemons come in. They are installed without starting Debian's own units: we run our
// own instances beside whatever the machine already has.

import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { command, mustSucceed } from './command.ts'

/** What an installation needs, in the order a person would list it. */
export const daemonPackages = [
  'ca-certificates',
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

const policyFile = '/usr/sbin/policy-rc.d'
const clusterFile = '/etc/postgresql-common/createcluster.d/vaguemestre.conf'

/**
 * Installs `packages` with apt-get. While it runs, `policy-rc.d` keeps Debian from starting their units (only if
 * the machine has no such file of its own; ours is always removed), and postgresql creates no cluster.
 */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const ownPolicy = !existsSync(policyFile)
  if (ownPolicy) await writeFile(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  await mkdir('/etc/postgresql-common/createcluster.d', { recursive: true })
  await writeFile(clusterFile, 'create_main_cluster = false\n')
  try {
    const install = [
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=300',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      ...packages,
    ] as const
    const environment = { DEBIAN_FRONTEND: 'noninteractive' }
    const first = await command([...install], { environment })
    if (first.code === 0) return
    await mustSucceed(['apt-get', 'update', '-qq'])
    await mustSucceed([...install], { environment })
  } finally {
    if (ownPolicy) await rm(policyFile, { force: true })
    await rm(clusterFile, { force: true })
  }
}
