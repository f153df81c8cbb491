// The gateway: ready when it greets (RFC 5321 §3.1) and answers EHLO.

import { greetSmtp } from '#daemons/smtp/greet.ts'
import { listenerOf } from '../generate/process-config.ts'
import type { Installation } from '../installation.ts'
import type { Service } from '../supervise/service.ts'
import { nodeProcess } from './node-process.ts'

export function gatewayService(installation: Installation): Service {
  const { host, port } = listenerOf(installation, 'smtp')
  return nodeProcess(installation, {
    name: 'gateway',
    main: 'mail/main.ts',
    needs: ['postgresql', 'unbound', 'rspamd', 'clamd', 'dovecot'],
    bindsLowPort: port < 1024,
    directories: [{ path: installation.paths.spool, owner: 'vaguemestre', mode: 0o700 }],
    probe: async () => {
      const greeting = await greetSmtp({ host: reachable(host), port })
      return greeting.ok
        ? { kind: 'ready', detail: greeting.value }
        : { kind: 'not-ready', detail: greeting.error }
    },
  })
}

/** A listener on all addresses is asked on the loopback one. */
const reachable = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host)
