// The listener for what the rules of mailboxes send, from the configuration.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { memoryBudget } from '../session/message-memory.ts'
import { SieveServer } from './sieve/sieve-server.ts'
import { takeSieveMail } from './sieve/take-sieve-mail.ts'

export interface SieveOutlet {
  readonly port: number
  /** Takes nobody new; what is still open after the grace is cut. */
  stop(graceMilliseconds: number): Promise<void>
}

/** Messages under way that rest in memory; what does not fit goes to the spool. */
const messageMemoryBytes = 16 << 20
/** What Dovecot writes on top of a message that came in at the largest size. */
const roomOnTop = 64 << 10
const silenceMilliseconds = 60_000

/** Null where the configuration has none; rejects when the address is taken. */
export async function openConfiguredSieve(
  config: GatewayConfig,
  gateway: GatewayParts,
): Promise<SieveOutlet | null> {
  const { sieve, hostname, authservId, spoolDirectory } = config
  const {
    automaticSenders: senders,
    directory,
    policies,
    mailQueue,
    srsKey,
    signingKeys,
    clock,
    log,
  } = gateway
  if (sieve === undefined) return null
  const parts = {
    ...{ senders, directory, policies, mailQueue, hostname, mostInAnHour: sieve.mostInAnHour, clock, log },
    forwarding: { srsKey, signingKeys, authservId, clock, log },
  }
  const server = new SieveServer({
    ...{ hostname, silenceMilliseconds, log },
    limits: {
      maxMessageBytes: config.maxMessageBytes + roomOnTop,
      ...{ spoolDirectory, memory: memoryBudget(messageMemoryBytes) },
    },
    take: (mail) => takeSieveMail(mail, parts),
  })
  server.listen(sieve.listener.port, sieve.listener.host)
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: (graceMilliseconds) => server.stop(graceMilliseconds),
  }
}
