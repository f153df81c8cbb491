// The gateway from its configuration: whom it reaches, the listeners of other servers, those of mail programs.

import type { GatewayConfig } from '#core/config/gateway-config.ts'
import { LeakFinder } from './dlp/leak-finder.ts'
import type { GatewayParts } from './gateway-parts.ts'
import { acceptMail } from './inbound/accept-mail.ts'
import { openInbound } from './inbound/open-inbound.ts'
import { openReached } from './inbound/reached.ts'
import { acceptSubmission } from './outbound/accept-submission.ts'
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
  const reached = openReached(config, parts.clock)
  const listeners = await openInbound(config, parts, acceptMail(config, parts, reached))
  const leakFinder = new LeakFinder()
  const accept = acceptSubmission(config, parts, { clamd: reached.clamd, leakFinder })
  const submission = await openConfiguredSubmission(config, parts, accept)
  return {
    ports: [...listeners.map((listener) => listener.port), ...(submission?.ports ?? [])],
    endSessions: (ended) => submission?.endSessions(ended),
    async stop(graceMilliseconds) {
      await Promise.all([...listeners, submission].map((listener) => listener?.stop(graceMilliseconds)))
      await leakFinder[Symbol.asyncDispose]()
      await reached[Symbol.asyncDispose]()
    },
  }
}
