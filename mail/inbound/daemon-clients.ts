// Whom the inbound stages ask: clamd, Dovecot's LMTP, the resolvers. Opening waits for none of them.

import type { Clock } from '#core/clock.ts'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { dnsResolver, type Resolve } from './authentication/resolver.ts'

const lmtpConnections = 20
/** Less than clamd has threads (`MaxThreads`, written by the generator of its configuration). */
const clamdSessions = 8

export interface DaemonClients {
  readonly clamd: ClamdPool
  readonly lmtp: LmtpPool
  readonly resolve: Resolve
}

export function openDaemonClients(config: GatewayConfig, clock: Clock): DaemonClients & AsyncDisposable {
  const clamd = new ClamdPool({
    ...config.clamd,
    maxSessions: clamdSessions,
    longestScanMilliseconds: config.filteringTimeoutSeconds * 1000,
    clock,
  })
  const lmtp = new LmtpPool({
    host: config.lmtp.host,
    port: config.lmtp.port,
    timeoutMilliseconds: config.lmtp.timeoutSeconds * 1000,
    hostname: config.hostname,
    maxConnections: lmtpConnections,
  })
  const resolver = dnsResolver({
    servers: config.resolvers,
    timeoutMilliseconds: config.authenticationTimeoutSeconds * 1000,
    clock,
  })
  return {
    clamd,
    lmtp,
    resolve: resolver.resolve,
    async [Symbol.asyncDispose]() {
      resolver[Symbol.dispose]()
      await Promise.all([clamd, lmtp].map((pool) => pool[Symbol.asyncDispose]()))
    },
  }
}
