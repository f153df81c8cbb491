// Asks the filters, in parallel; each answers within its own time limit. They only find: thresholds are policy's. A
// filter that is down, slow or unclear defers the message, whatever the other one said.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Reason } from '#core/outcome.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { temporaryFailure } from '#core/smtp-reply.ts'
import type { Authenticated, Filtered, Findings, Stopped } from '../stages.ts'
import { handedVerdict } from './handed-verdict.ts'
import type { SpamScanner, VirusScanner } from './scanners.ts'

export interface FilteringParts {
  readonly scanForSpam: SpamScanner
  readonly scanForVirus: VirusScanner
  readonly clock: Clock
  readonly log: Log
}

export async function filter(mail: Authenticated, parts: FilteringParts): Promise<Result<Filtered, Stopped>> {
  const started = parts.clock.now()
  const [spam, virus] = await Promise.all([
    parts.scanForSpam(mail.original, {
      queueId: mail.queueId,
      clientAddress: mail.client.address,
      helo: mail.client.helo,
      from: mail.reversePath,
      recipients: mail.recipients.map((recipient) => recipient.given),
      verdict: handedVerdict(mail.verdict),
    }),
    parts.scanForVirus(mail.original),
  ])
  if (!spam.ok) return unavailable(mail, parts, { component: 'rspamd', cause: spam.error })
  if (!virus.ok) return unavailable(mail, parts, { component: 'clamd', cause: virus.error })
  const findings: Findings = {
    score: spam.value.score,
    symbols: spam.value.symbols,
    scan: virus.value,
  }
  const milliseconds = parts.clock.now() - started
  const { score, symbols } = findings
  const name = virus.value.kind === 'virus' ? virus.value.name : null
  parts.log.info({ event: 'mail.filtered', queueId: mail.queueId, score, symbols, virus: name, milliseconds })
  return ok({ ...mail, findings, '~stage': 'filtering' })
}

function unavailable(
  { queueId }: Authenticated,
  { log }: FilteringParts,
  { component, cause }: { readonly component: 'rspamd' | 'clamd'; readonly cause: string },
): Result<never, Stopped> {
  log.warn({ event: 'component.unavailable', component, cause, queueId })
  const reason: Reason = component === 'rspamd' ? 'filter-unavailable' : 'scanner-unavailable'
  return failed({ reply: temporaryFailure, reason })
}
