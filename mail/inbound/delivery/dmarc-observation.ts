// What a finished message adds to the DMARC reports (RFC 9990): once for the message, however many recipients it had.

import type {
  DmarcDisposition,
  DmarcObservation,
  DmarcOverride,
} from '#core/deliverability/dmarc-observations.ts'
import type { Decided, DecidedTarget } from '../stages.ts'
import type { Settled } from './keep-undelivered.ts'

const dispositions: readonly DmarcDisposition[] = ['none', 'quarantine', 'reject']

/** Null when the author's domain asks for no reports. */
export function dmarcObservation(
  mail: Pick<Decided, 'dmarcEvidence' | 'verdict' | 'receivedAt' | 'client'>,
  settled: readonly Settled[],
): DmarcObservation | null {
  if (mail.dmarcEvidence === null) return null
  const { inTest, ...evidence } = mail.dmarcEvidence
  const disposition = dispositionOf(mail, settled)
  return {
    ...evidence,
    at: mail.receivedAt,
    client: mail.client.address,
    disposition,
    override: overrideOf(mail, disposition, inTest),
  }
}

/** The strongest thing done to any copy, as far as DMARC asked for it: what is refused as spam says nothing of DMARC. */
function dispositionOf({ verdict }: Pick<Decided, 'verdict'>, settled: readonly Settled[]): DmarcDisposition {
  const strongest = Math.max(...settled.map((each) => dispositions.indexOf(done(each))))
  return dispositions[Math.min(strongest, dispositions.indexOf(verdict.dmarcAsks))] ?? 'none'
}

/** Its sender has heard 250 for what is held, whatever policy wanted; what Dovecot refuses says nothing of DMARC. */
function done({ attempted, outcome }: Settled): DmarcDisposition {
  const { decision } = attempted.decided
  if (outcome.kind === 'held') return 'quarantine'
  if (outcome.kind === 'refused' && decision.kind === 'refuse') return 'reject'
  return placeOf(decision) === 'junk' ? 'quarantine' : 'none'
}

const placeOf = (decision: DecidedTarget['decision']): string =>
  decision.kind === 'defer' && 'later' in decision ? decision.later.kind : decision.kind

function overrideOf(
  { verdict }: Pick<Decided, 'verdict'>,
  disposition: DmarcDisposition,
  inTest: boolean,
): DmarcOverride | null {
  if (disposition !== verdict.dmarcAsks)
    return verdict.vouchedBy === null ? 'local_policy' : 'trusted_forwarder'
  return inTest ? 'policy_test_mode' : null
}
