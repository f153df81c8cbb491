// Where mail programs hand over mail: 587 with STARTTLS and 465 with TLS from the first octet (RFC 8314 §3.3).

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'
import type { Log } from '#core/log.ts'
import { type CertificateFiles, readCertificate, watchCertificate } from '../../session/certificate.ts'
import { ConnectionCounts, type ConnectionLimits } from '../../session/connection-counts.ts'
import { sessionLog } from '../../session/session-log.ts'
import { SubmissionServer, type SubmissionServerOptions } from './submission-server.ts'

export interface SubmissionOptions extends ConnectionLimits {
  readonly hostname: string
  readonly startTls: readonly HostPort[]
  readonly tlsAtOnce: readonly HostPort[]
  readonly tls: CertificateFiles
  /** CIDR; from there the PROXY protocol says who the client is. */
  readonly proxyNetworks: readonly string[]
  readonly certificateCheckMilliseconds: number
  readonly maxMessageBytes: number
  readonly idleTimeoutMilliseconds: number
  readonly dataTimeoutMilliseconds: number
  readonly message: SubmissionServerOptions['message']
  readonly verifyPassword: SubmissionServerOptions['verifyPassword']
  readonly verifyToken: SubmissionServerOptions['verifyToken']
  readonly log: Log
}

/** What a session must end for; null where that was missed, and every one ends. */
export type EndedSession = { readonly kind: 'mailbox' | 'credential'; readonly value: string } | null

export interface Submission {
  readonly ports: readonly number[]
  endSessions(ended: EndedSession): void
  /** Takes nobody new and tells who is there; what is still open after the grace is cut. */
  stop(graceMilliseconds: number): Promise<void>
}

/** From the first octet to a sign-in; a person who types a password has it ready. */
const signInMilliseconds = 120_000

/** Rejects when an address is taken, or when the certificate cannot be used. */
export async function openSubmission(options: SubmissionOptions): Promise<Submission> {
  const { log, tls } = options
  const counts = new ConnectionCounts(options)
  const servers: SubmissionServer[] = []
  for (const [listeners, secure] of [
    [options.startTls, false],
    [options.tlsAtOnce, true],
  ] as const) {
    for (const { host, port } of listeners) {
      const server = new SubmissionServer({
        smtp: {
          ...{ ...readCertificate(tls), secure, minVersion: 'TLSv1.2' },
          ...{ name: options.hostname, heloResponse: '%s', size: options.maxMessageBytes },
          ...{ socketTimeout: options.idleTimeoutMilliseconds, maxClients: options.maxConnections },
        },
        ...{ counts, signInMilliseconds, proxyNetworks: options.proxyNetworks },
        ...{ dataMilliseconds: options.dataTimeoutMilliseconds, message: options.message },
        verifyPassword: options.verifyPassword,
        verifyToken: options.verifyToken,
        sessionLog: sessionLog(log),
        unavailable: (cause) =>
          log.warn({ event: 'component.unavailable', component: 'dovecot-auth', cause }),
      })
      server.listen(port, host)
      await once(server.server, 'listening')
      servers.push(server)
    }
  }
  const watch = watchCertificate(tls, {
    everyMilliseconds: options.certificateCheckMilliseconds,
    log,
    replace: (certificate) => {
      for (const server of servers) server.updateSecureContext(certificate)
    },
  })
  return {
    ports: servers.map(({ server }) => (server.address() as AddressInfo).port),
    endSessions(ended) {
      for (const server of servers)
        server.endSessions(
          ended === null
            ? null
            : ({ login, credential }) => ended.value === (ended.kind === 'mailbox' ? login : credential),
        )
    },
    async stop(graceMilliseconds) {
      watch[Symbol.dispose]()
      await Promise.all(servers.map((server) => server.stop(graceMilliseconds)))
    },
  }
}
