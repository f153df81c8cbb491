// The gateway: ready when it greets (RFC 5321 §3.1) and answers EHLO.

import { pingSmtp } from '#daemons/smtp/ping.ts'
import type { Installation } from '../installation.ts'
import { listenAt, reachSmtp } from '../spec/listeners.ts'
import type { Service } from '../supervise/service.ts'
import { nodeProcess } from './node-process.ts'

export function gatewayService(installation: Installation): Service {
  const ports = (['smtp', 'submission', 'submissions'] as const).map(
    (name) => listenAt(installation, name).port,
  )
  return nodeProcess(installation, {
    name: 'gateway',
    main: 'mail/main.ts',
    needs: ['postgresql', 'unbound', 'rspamd', 'clamd', 'dovecot'],
    bindsLowPort: ports.some((port) => port < 1024),
    directories: [{ path: installation.paths.spool, owner: 'vaguemestre', mode: 0o700 }],
    probe: async () => {
      const greeting = await pingSmtp(reachSmtp(installation))
      return greeting.ok
        ? { kind: 'ready', detail: greeting.value }
        : { kind: 'not-ready', detail: greeting.error }
    },
  })
}
