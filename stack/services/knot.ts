// Knot: ready when it serves the start of authority of its first zone.

import { join } from 'node:path'
import { queryServer } from '#daemons/dns/query.ts'
import type { Installation } from '../installation.ts'
import type { Readiness, Service } from '../supervise/service.ts'
import { onLoopback } from './on-loopback.ts'

export function knotService({ paths, ports, zones }: Installation): Service {
  const configuration = join(paths.etc, 'knot', 'knot.conf')
  return {
    name: 'knot',
    command: ['knotd', '-c', configuration],
    user: 'knot',
    environment: {},
    needs: [],
    directories: [
      { path: join(paths.data, 'knot'), owner: 'knot', mode: 0o700 },
      { path: join(paths.run, 'knot'), owner: 'knot', mode: 0o755 },
    ],
    check: ['knotc', '-c', configuration, 'conf-check'],
    stopSignal: 'SIGTERM',
    stopSeconds: 10,
    startSeconds: 30,
    reloadSignal: 'SIGHUP',
    probe: async (): Promise<Readiness> => {
      const first = zones[0]?.name ?? 'no.zone.test'
      const answer = await queryServer(onLoopback(ports.knot), { type: 'SOA', name: first })
      if (answer.ok)
        return { kind: 'ready', detail: `${zones.length} zones; ${first} has serial ${answer.value}` }
      // A server without zones refuses every question, which is an answer.
      if (zones.length === 0 && answer.error.endsWith('EREFUSED'))
        return { kind: 'ready', detail: 'no zones' }
      return { kind: 'not-ready', detail: answer.error }
    },
  }
}
