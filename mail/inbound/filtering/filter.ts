// Asks the filters and the database, in parallel under one deadline. They only find: thresholds are policy's. One that is
// down, slow or unclear defers the message, whatever the other ones said.

import type { CommuneId } from '#core/address/directory.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Policies } from '#core/policies/commune-policy.ts'
import type { Correspondents } from '#core/policies/correspondents.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { temporaryFailure } from '#core/smtp/smtp-reply.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { Authenticated, Filtered, Findings, Stopped } from '../stages.ts'
import { abortAtDeadline, answerByDeadline } from './abort-at-deadline.ts'
import { attachmentFindings, markOfScan } from './attachments/attachment-findings.ts'
import { areFindingsIncomplete } from './attachments/incomplete-findings.ts'
import type { EarlyScan } from './early-scan.ts'
import { rspamdVerdict } from './rspamd-verdict.ts'
import type { SpamScanner, VirusScanner } from './scanners.ts'
import { suspicionsByCommune, suspicionsOnceProven } from './suspicions/suspicions-by-commune.ts'

export interface FilteringParts {
  readonly scanForSpam: SpamScanner
  readonly scanForVirus: VirusScanner
  readonly policies: Policies
  readonly correspondents: Correspondents
  /** Domains besides the hosted ones that others must not resemble. */
  readonly trustedDomains: readonly string[]
  /** For all filters together. */
  readonly timeoutMilliseconds: number
  readonly clock: Clock
  readonly log: Log
}

export async function filter(
  mail: Authenticated,
  scan: EarlyScan,
  parts: FilteringParts,
): Promise<Result<Filtered, Stopped>> {
  const started = parts.clock.now()
  const communes = [...new Set(mail.targets.map(({ commune }) => commune))]
  const answers = askAll(mail, parts, { scan, communes })
  const [spam, virus, book, knownTo] = await abortAtDeadline(scan.over, parts.timeoutMilliseconds, answers)
  if (!spam.ok) return unavailable(mail, parts, { component: 'rspamd', cause: spam.error })
  if (!virus.ok) return unavailable(mail, parts, { component: 'clamd', cause: virus.error })
  if (!book.ok) return unavailable(mail, parts, { component: 'postgresql', cause: book.error })
  if (!knownTo.ok) return unavailable(mail, parts, { component: 'postgresql', cause: knownTo.error })
  const { score, symbols, greylist, scoreIsWhole, observation } = spam.value
  const about = {
    ...{ mail, observation, communes },
    knownTo: knownTo.value,
    book: book.value,
    trustedDomains: parts.trustedDomains,
  }
  const findings: Findings = {
    score,
    symbols,
    greylist,
    scoreIsWhole,
    scan: virus.value,
    attachments: attachmentFindings(observation, markOfScan(virus.value)),
    mayHideMore: areFindingsIncomplete(virus.value, observation),
    suspicions: suspicionsByCommune(about),
    suspicionsOnceProven: suspicionsOnceProven(about),
  }
  logFindings(mail, parts, { findings, started })
  return ok({ ...mail, findings, book: book.value, '~stage': 'filtering' })
}

interface Asked {
  readonly scan: EarlyScan
  readonly communes: readonly CommuneId[]
}

function askAll(mail: Authenticated, parts: FilteringParts, { scan, communes }: Asked) {
  const about = {
    queueId: mail.queueId,
    clientAddress: mail.client.address,
    helo: mail.client.helo,
    from: mail.reversePath,
    recipients: mail.recipients.map((recipient) => recipient.given),
    verdict: rspamdVerdict(mail.verdict),
    mayGreylist:
      mail.origin === 'outside' &&
      !mail.targets.some((target) => target.kind !== 'return' && target.required),
  }
  const { signal: deadline } = scan.over
  return Promise.all([
    parts.scanForSpam(mail.original, about, deadline),
    scan.verdict,
    answerByDeadline(parts.policies.book(), deadline),
    answerByDeadline(parts.correspondents.knownTo(mail.author, communes), deadline),
  ])
}

function logFindings(
  { queueId }: Authenticated,
  { clock, log }: FilteringParts,
  { findings, started }: { readonly findings: Findings; readonly started: number },
): void {
  const { score, symbols, scan, attachments, suspicions } = findings
  const marks = new Set([
    ...attachments.map(({ mark }) => mark),
    ...[...suspicions.values()].flat().map(({ mark }) => mark),
  ])
  log.info({
    event: 'mail.filtered',
    queueId,
    score,
    symbols: Object.keys(symbols),
    virus: scan.kind === 'virus' ? scan.name : null,
    findings: [...marks],
    milliseconds: clock.now() - started,
  })
}

type Component = 'rspamd' | 'clamd' | 'postgresql'

const unavailableReasons: Record<Component, Reason> = {
  rspamd: 'filter-unavailable',
  clamd: 'scanner-unavailable',
  postgresql: 'filter-unavailable',
}

function unavailable(
  { queueId }: Authenticated,
  { log }: FilteringParts,
  { component, cause }: { readonly component: Component; readonly cause: string },
): Result<never, Stopped> {
  log.warn({ event: 'component.unavailable', component, cause, queueId })
  return failed({ reply: temporaryFailure, reason: unavailableReasons[component] })
}
