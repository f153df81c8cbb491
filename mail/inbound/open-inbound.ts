// The listeners where other servers bring mail, from the configuration: what one session may take, and what it is given.

import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { certificateCheckMilliseconds } from '../session/certificate.ts'
import { freeDiskSpace } from '../session/free-disk-space.ts'
import { memoryBudget } from '../session/message-memory.ts'
import { admitRecipient, noteTurnedAway } from './accept-mail.ts'
import { type Listener, type ListenerOptions, openListener } from './connection/open-listener.ts'
import { type SessionGuard, sessionGuard } from './connection/session-guard.ts'
import type { AcceptMessage } from './stages.ts'

/** Messages under way that rest in memory; what does not fit goes to the spool. */
const messageMemoryBytes = 16 << 20

/** One for each address of the configuration; rejects when one is taken, or when the certificate cannot be used. */
export async function openInbound(
  config: GatewayConfig,
  parts: GatewayParts,
  acceptMessage: AcceptMessage,
): Promise<readonly Listener[]> {
  const options = listenerOptions(config, parts, acceptMessage)
  const listeners: Listener[] = []
  for (const listen of config.smtp) listeners.push(await openListener({ ...options, listen }))
  return listeners
}

function listenerOptions(
  config: GatewayConfig,
  parts: GatewayParts,
  acceptMessage: AcceptMessage,
): Omit<ListenerOptions, 'listen'> {
  const { clock, log } = parts
  return {
    tls: config.tls,
    certificateCheckMilliseconds,
    proxyNetworks: config.proxyNetworks,
    maxConnections: config.maxConnections,
    idleTimeoutMilliseconds: config.idleTimeoutSeconds * 1000,
    dataTimeoutMilliseconds: config.dataTimeoutSeconds * 1000,
    greetingDelayMilliseconds: config.greetingDelayMilliseconds,
    session: {
      hostname: config.hostname,
      maxMessageBytes: config.maxMessageBytes,
      maxRecipients: config.maxRecipients,
      spoolDirectory: config.spoolDirectory,
      memory: memoryBudget(messageMemoryBytes),
      hasFreeRoom: freeDiskSpace({
        directories: config.watchedDirectories,
        floorBytes: config.freeDiskFloorBytes,
        clock,
      }),
      admitRecipient: admitRecipient(config, parts),
      acceptMessage,
      noteTurnedAway: noteTurnedAway(parts),
      guard: guardOf(config, parts),
      clock,
      log,
    },
  }
}

function guardOf(config: GatewayConfig, { securityLog, clock }: GatewayParts): SessionGuard {
  const { unknownRecipients } = config
  return sessionGuard({
    maxConnections: config.maxConnections,
    maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    maxConnectionsPerNetwork: config.maxConnectionsPerNetwork,
    idleTimeoutMilliseconds: config.idleTimeoutSeconds * 1000,
    unknownRecipients: {
      slowAfter: unknownRecipients.slowAfter,
      refuseAfter: unknownRecipients.refuseAfter,
      windowMilliseconds: unknownRecipients.windowSeconds * 1000,
      refuseMilliseconds: unknownRecipients.refuseSeconds * 1000,
      longestDelayMilliseconds: unknownRecipients.longestDelaySeconds * 1000,
    },
    securityLog,
    clock,
  })
}
