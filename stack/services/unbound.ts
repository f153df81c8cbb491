// unbound: ready when it answers a question over UDP. The name asked is one it knows by itself (RFC 6761 §6.3), so that
// a silent Internet or an empty zone does not make the resolver look dead.

import { join } from 'node:path'
import { queryServer } from '#daemons/dns/query.ts'
import type { Installation } from '../installation.ts'
import type { Readiness, Service } from '../supervise/service.ts'
import { onLoopback } from './on-loopback.ts'

export function unboundService(installation: Installation): Service {
  const { paths, ports } = installation
  const configuration = join(paths.etc, 'unbound', 'unbound.conf')
  return {
    name: 'unbound',
    command: ['unbound', '-d', '-p', '-c', configuration],
    user: 'unbound',
    environment: {},
    needs: ['knot'],
    directories: [{ path: join(paths.run, 'unbound'), owner: 'unbound', mode: 0o755 }],
    check: ['unbound-checkconf', configuration],
    stopSignal: 'SIGTERM',
    stopSeconds: 10,
    startSeconds: 30,
    reloadSignal: 'SIGHUP',
    probe: async (): Promise<Readiness> => {
      const answer = await queryServer(onLoopback(ports.unbound), { type: 'A', name: 'localhost' })
      if (!answer.ok) return { kind: 'not-ready', detail: answer.error }
      return { kind: 'ready', detail: scopeOf(installation) }
    },
  }
}

function scopeOf({ spec, facts }: Installation): string {
  const { forwarders, dnssec } = spec.resolver
  const signatures = dnssec === 'validate' ? 'signatures are checked' : 'signatures are not checked'
  if (forwarders.length > 0) return `asks ${forwarders.join(', ')}; ${signatures}`
  return facts.internet ? `asks the root servers; ${signatures}` : 'no Internet: only local zones exist'
}
