// clamd: ready when it has loaded signatures and answers PING.

import { join } from 'node:path'
import { pingClamd } from '#daemons/clamd/ping.ts'
import type { Installation } from '../installation.ts'
import type { Readiness, Service } from '../supervise/service.ts'
import { onLoopback } from './on-loopback.ts'

export function clamdService({ paths, ports }: Installation): Service {
  const configuration = `--config-file=${join(paths.etc, 'clamd', 'clamd.conf')}`
  return {
    name: 'clamd',
    command: ['clamd', configuration],
    user: 'clamav',
    environment: {},
    needs: [],
    directories: [
      { path: join(paths.data, 'clamav'), owner: 'clamav', mode: 0o755 },
      { path: join(paths.run, 'clamd'), owner: 'clamav', mode: 0o700 },
    ],
    // Asked for its version, clamd reads its configuration and ends.
    check: ['clamd', configuration, '--version'],
    stopSignal: 'SIGTERM',
    stopSeconds: 15,
    // The official signatures take tens of seconds to load.
    startSeconds: 180,
    reloadSignal: null,
    probe: async (): Promise<Readiness> => {
      const answer = await pingClamd(onLoopback(ports.clamd))
      if (!answer.ok) return { kind: 'not-ready', detail: answer.error }
      const { engine, signatures } = answer.value
      return { kind: 'ready', detail: `${engine}, signatures ${signatures ?? 'for tests only'}` }
    },
  }
}
