// The listeners of mail programs, from the configuration; Dovecot says who may sign in.

import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { Log } from '#core/log.ts'
import { verifyPassword } from '#daemons/dovecot-auth/verify-password.ts'
import { certificateCheckMilliseconds } from '../session/certificate.ts'
import { openSubmission, type Submission } from './submission/open-submission.ts'

/** Dovecot itself may wait for the database, and makes who guesses wait for up to ten seconds. */
const passwordMilliseconds = 30_000

/** Null where the configuration has none. */
export async function openConfiguredSubmission(config: GatewayConfig, log: Log): Promise<Submission | null> {
  const { submission, tls, hostname, maxMessageBytes, idleTimeoutSeconds } = config
  if (submission === undefined) return null
  const access = { socket: submission.authSocket, timeoutMilliseconds: passwordMilliseconds }
  return await openSubmission({
    ...{ hostname, tls, maxMessageBytes, log, certificateCheckMilliseconds },
    ...{ startTls: submission.startTls, tlsAtOnce: submission.tlsAtOnce },
    idleTimeoutMilliseconds: idleTimeoutSeconds * 1000,
    proxyNetworks: config.proxyNetworks,
    maxConnections: config.maxConnections,
    maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    maxConnectionsPerNetwork: config.maxConnectionsPerNetwork,
    verifyPassword: (login) => verifyPassword(access, login),
  })
}
