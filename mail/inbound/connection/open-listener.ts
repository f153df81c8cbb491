// The port where other servers bring mail: binds, shows the certificate that is on disk now, and stops gracefully.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'
import { watchCertificate } from '../../session/certificate.ts'
import { type SessionServerOptions, sessionServer } from './session-server.ts'

export interface ListenerOptions extends SessionServerOptions {
  readonly listen: HostPort
  readonly certificateCheckMilliseconds: number
}

export interface Listener {
  readonly port: number
  /** Takes nothing new, lets messages under way end within the time given, then closes what is left. */
  stop(graceMilliseconds: number): Promise<void>
}

export async function openListener(options: ListenerOptions): Promise<Listener> {
  const server = sessionServer(options)
  const watch = watchCertificate(options.tls, {
    everyMilliseconds: options.certificateCheckMilliseconds,
    log: options.session.log,
    replace: (certificate) => server.updateSecureContext(certificate),
  })
  server.listen(options.listen.port, options.listen.host)
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    async stop(graceMilliseconds) {
      watch[Symbol.dispose]()
      await server.stop(graceMilliseconds)
    },
  }
}
