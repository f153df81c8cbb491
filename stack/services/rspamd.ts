// rspamd: ready when its scan worker answers /ping. A first start on a machine compiles its patterns, which takes
// many seconds of processor time; later ones find them compiled.

import { join } from 'node:path'
import { pingRspamd } from '#daemons/rspamd/ping.ts'
import { compiledPatterns } from '../generate/rspamd.ts'
import type { Installation } from '../installation.ts'
import type { Service } from '../supervise/service.ts'
import { onLoopback, readinessOf } from './on-loopback.ts'

export function rspamdService({ paths, ports }: Installation): Service {
  const variables = [
    `--var=LOCAL_CONFDIR=${join(paths.etc, 'rspamd')}`,
    `--var=DBDIR=${join(paths.data, 'rspamd')}`,
    `--var=RUNDIR=${join(paths.run, 'rspamd')}`,
    `--var=LOGDIR=${join(paths.log, 'rspamd')}`,
  ] as const
  return {
    name: 'rspamd',
    command: ['rspamd', '--no-fork', '--config=/etc/rspamd/rspamd.conf', ...variables],
    user: '_rspamd',
    environment: {},
    needs: ['redis', 'unbound'],
    directories: [
      { path: join(paths.data, 'rspamd'), owner: '_rspamd', mode: 0o700 },
      { path: compiledPatterns(paths), owner: '_rspamd', mode: 0o700 },
      { path: join(paths.run, 'rspamd'), owner: '_rspamd', mode: 0o755 },
    ],
    // As its user: the checker leaves compiled patterns behind, which the daemon must be able to replace.
    check: [
      'setpriv',
      '--reuid=_rspamd',
      '--regid=_rspamd',
      '--init-groups',
      'rspamadm',
      ...variables,
      'configtest',
    ],
    stopSignal: 'SIGTERM',
    stopSeconds: 15,
    startSeconds: 180,
    reloadSignal: null,
    probe: async () => readinessOf(await pingRspamd(onLoopback(ports.rspamd))),
  }
}
