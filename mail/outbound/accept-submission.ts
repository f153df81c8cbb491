// The stages of outgoing mail from the configuration, each given what it needs and no more.

import { clientNetwork } from '#core/address/client-network.ts'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { scanSentWithRspamd } from '#daemons/rspamd/scan.ts'
import { forwardTargetsIn } from '../dlp/forward-targets.ts'
import type { LeakFinder } from '../dlp/leak-finder.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import type { CheckParts } from './checks/checks.ts'
import { outboundPipeline } from './pipeline.ts'
import type { AcceptSubmission } from './stages.ts'

export interface OutboundReached {
  readonly clamd: ClamdPool
  readonly leakFinder: LeakFinder
}

export const acceptSubmission = (
  config: GatewayConfig,
  parts: GatewayParts,
  reached: OutboundReached,
): AcceptSubmission =>
  outboundPipeline({
    cleanUp: { hostname: config.hostname },
    checks: checkParts(config, parts, reached),
    signing: { keys: parts.signingKeys, clock: parts.clock },
    queue: parts.mailQueue,
    trace: parts.trace,
  })

const checkParts = (
  config: GatewayConfig,
  { directory, policies, leakPolicies, leakTally, allowance, clock, log }: GatewayParts,
  { clamd, leakFinder }: OutboundReached,
): CheckParts => ({
  allowance,
  scanForSpam: (message, about, deadline) =>
    scanSentWithRspamd({ ...config.rspamd, deadline }, message, about),
  scanForVirus: (message, { client, deadline }) =>
    clamd.scan(message, { client: clientNetwork(client).around, deadline }),
  findLeaks: (...asked) => leakFinder.find(...asked),
  forwardedTo: forwardTargetsIn({ directory, policies, clock }),
  leakPolicy: async ({ commune }) => {
    const [{ rules, partners }, { hostedDomains }] = await Promise.all([
      leakPolicies.of(commune),
      policies.book(),
    ])
    return { rules, known: { inside: hostedDomains, partners } }
  },
  leakTally,
  policies,
  timeoutMilliseconds: config.filteringTimeoutSeconds * 1000,
  log,
})
