// The gateway from its configuration: whom it reaches, the listeners of other servers, those of mail programs, and that of
// Dovecot.

import type { GatewayConfig } from '#core/config/gateway-config.ts'
import { LeakFinder } from './dlp/leak-finder.ts'
import type { GatewayParts } from './gateway-parts.ts'
import { acceptMail } from './inbound/accept-mail.ts'
import { openDaemonClients } from './inbound/daemon-clients.ts'
import { openInbound } from './inbound/open-inbound.ts'
import { acceptSubmission } from './outbound/accept-submission.ts'
import { openConfiguredSieve } from './outbound/open-configured-sieve.ts'
import { openConfiguredSubmission } from './outbound/open-configured-submission.ts'
import type { EndedSession } from './outbound/submission/open-submission.ts'

export interface Gateway {
  readonly ports: readonly number[]
  /** Of mail programs: what opened them no longer does, or nobody knows of which that holds (null). */
  endSessions(ended: EndedSession): void
  /** Takes nothing new and lets messages under way end within the time given. */
  stop(graceMilliseconds: number): Promise<void>
}

export async function openGateway(config: GatewayConfig, parts: GatewayParts): Promise<Gateway> {
  const reached = openDaemonClients(config, parts.clock)
  const listeners = await openInbound(config, parts, acceptMail(config, parts, reached))
  const leakFinder = new LeakFinder(parts.clock)
  const accept = acceptSubmission(config, parts, { clamd: reached.clamd, leakFinder })
  const submission = await openConfiguredSubmission(config, parts, accept)
  const sieve = await openConfiguredSieve(config, parts)
  const open = [...listeners, submission, sieve]
  return {
    ports: open.flatMap((each) => (each === null ? [] : 'ports' in each ? each.ports : each.port)),
    endSessions: (ended) => submission?.endSessions(ended),
    async stop(graceMilliseconds) {
      await Promise.all([...listeners, submission].map((listener) => listener?.stop(graceMilliseconds)))
      // Last: what is delivered meanwhile may be answered or redirected by a rule.
      await sieve?.stop(0)
      await leakFinder[Symbol.asyncDispose]()
      await reached[Symbol.asyncDispose]()
    },
  }
}
