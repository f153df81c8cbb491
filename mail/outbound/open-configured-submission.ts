// The listeners of mail programs, from the configuration; Dovecot says who may sign in.

import { readFile } from 'node:fs/promises'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import { verifyPassword } from '#daemons/dovecot-auth/verify-password.ts'
import { verifyMailboxToken } from '#identity/mailbox-token.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { certificateCheckMilliseconds } from '../session/certificate.ts'
import { freeDiskSpace } from '../session/free-disk-space.ts'
import { memoryBudget } from '../session/message-memory.ts'
import type { AcceptSubmission } from './stages.ts'
import { openSubmission, type Submission } from './submission/open-submission.ts'
import type { SubmissionServerOptions } from './submission/submission-server.ts'

/** Dovecot itself may wait for the database, and makes who guesses wait for up to ten seconds. */
const passwordMilliseconds = 30_000
/** Messages under way that rest in memory; what does not fit goes to the spool. */
const messageMemoryBytes = 16 << 20

/** Null where the configuration has none. */
export async function openConfiguredSubmission(
  config: GatewayConfig,
  parts: GatewayParts,
  acceptSubmission: AcceptSubmission,
): Promise<Submission | null> {
  const { submission, tls, hostname, maxMessageBytes, idleTimeoutSeconds } = config
  if (submission === undefined) return null
  const access = { socket: submission.authSocket, timeoutMilliseconds: passwordMilliseconds }
  const tokenKey = await readFile(submission.tokenKeyFile, 'utf8')
  return await openSubmission({
    ...{ hostname, tls, maxMessageBytes, log: parts.log, certificateCheckMilliseconds },
    ...{ startTls: submission.startTls, tlsAtOnce: submission.tlsAtOnce },
    idleTimeoutMilliseconds: idleTimeoutSeconds * 1000,
    dataTimeoutMilliseconds: config.dataTimeoutSeconds * 1000,
    proxyNetworks: config.proxyNetworks,
    maxConnections: config.maxConnections,
    maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    maxConnectionsPerNetwork: config.maxConnectionsPerNetwork,
    verifyPassword: (login) => verifyPassword(access, login),
    verifyToken: (token) => verifyMailboxToken(token, tokenKey, parts.clock),
    message: messageParts(config, parts, acceptSubmission),
  })
}

const messageParts = (
  config: GatewayConfig,
  { senders, directory, suppressed, clock, log }: GatewayParts,
  acceptSubmission: AcceptSubmission,
): SubmissionServerOptions['message'] => ({
  ...{ senders, directory, suppressed, acceptSubmission, clock, log },
  // What is taken can be sent, if not now: more recipients than a bound allows are a message for each part of them.
  maxRecipients: Math.min(config.maxRecipients, ...Object.values(config.policy.sending)),
  maxMessageBytes: config.maxMessageBytes,
  spoolDirectory: config.spoolDirectory,
  memory: memoryBudget(messageMemoryBytes),
  hasFreeRoom: freeDiskSpace({
    directories: config.watchedDirectories,
    floorBytes: config.freeDiskFloorBytes,
    clock,
  }),
})
