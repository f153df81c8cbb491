// What a finished message adds to the DMARC reports (RFC 9990): once for the message, however many recipients it had.

import type { DmarcDisposition, DmarcObservation, DmarcOverride } from '#core/dmarc-observations.ts'
import type { Decided, Decision } from '../stages.ts'

const dispositions: readonly DmarcDisposition[] = ['none', 'quarantine', 'reject']

const done: Record<Decision['kind'], DmarcDisposition> = {
  deliver: 'none',
  defer: 'none',
  junk: 'quarantine',
  hold: 'quarantine',
  refuse: 'reject',
}

/** Null when the author's domain asks for no reports. */
export function dmarcObservation(mail: Decided): DmarcObservation | null {
  if (mail.dmarcEvidence === null) return null
  const { inTest, ...evidence } = mail.dmarcEvidence
  const disposition = dispositionOf(mail)
  return {
    ...evidence,
    at: mail.receivedAt,
    client: mail.client.address,
    disposition,
    override: overrideOf(mail, disposition, inTest),
  }
}

/** The strongest thing done to any copy, as far as DMARC asked for it: what is refused as spam says nothing of DMARC. */
function dispositionOf({ verdict, decided }: Decided): DmarcDisposition {
  const strongest = Math.max(...decided.map(({ decision }) => dispositions.indexOf(done[decision.kind])))
  return dispositions[Math.min(strongest, dispositions.indexOf(verdict.dmarcAsks))] ?? 'none'
}

function overrideOf(
  { verdict }: Decided,
  disposition: DmarcDisposition,
  inTest: boolean,
): DmarcOverride | null {
  if (disposition !== verdict.dmarcAsks)
    return verdict.vouchedBy === null ? 'local_policy' : 'trusted_forwarder'
  return inTest ? 'policy_test_mode' : null
}
