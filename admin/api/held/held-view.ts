// Held mail in the words of the contract.

import { isDangerous } from '#core/held/held-danger.ts'
import type { HeldListed } from '#db/stores/held/find-held.ts'
import type { findFirstTrace, HeldMessage } from '#db/stores/held/held-message.ts'
import type { PendingDecisions } from '#db/stores/held/pending-decisions.ts'

const day = 86_400_000
const severest = ['virus', 'suspicion', 'attachment'] as const

interface Beside {
  readonly pending: PendingDecisions
  readonly heldDays: number
}

/** Of several recipients: the decision that was made for all of them. */
const decidedForAll = (decisions: readonly ReturnType<PendingDecisions['about']>[]) =>
  decisions.every((each) => each === decisions[0]) ? (decisions[0] ?? null) : null

export function heldRowView(row: HeldListed, { pending, heldDays }: Beside) {
  const { queueId, commune, recipients, findings, since } = row
  return {
    ...row,
    recipients: [...recipients],
    findings: [...findings],
    since: since.toISOString(),
    expiresAt: new Date(since.getTime() + heldDays * day).toISOString(),
    deciding: decidedForAll(
      recipients.map((recipient) => pending.about({ queueId, commune: commune.id, recipient })),
    ),
  }
}

type FirstTrace = Awaited<ReturnType<typeof findFirstTrace>>

interface BesideMessage extends Beside {
  readonly first: FirstTrace
}

export function heldView(message: HeldMessage, { pending, heldDays, first }: BesideMessage) {
  const { queueId } = message
  const since = new Date(Math.max(...message.recipients.map((each) => each.since.getTime())))
  const recipients = message.recipients.map((each) => ({
    ...each,
    since: each.since.toISOString(),
    deciding: pending.about({ queueId, commune: each.commune.id, recipient: each.address }),
  }))
  const findings = first?.findings ?? []
  const reasons = message.recipients.map(({ reason }) => reason)
  return {
    ...message,
    recipients,
    reason: severest.find((each) => reasons.includes(each)) ?? reasons[0] ?? '',
    findings,
    dangerous: reasons.some((reason) => isDangerous(reason, findings)),
    score: first?.score ?? null,
    since: since.toISOString(),
    expiresAt: new Date(since.getTime() + heldDays * day).toISOString(),
    deciding: decidedForAll(recipients.map(({ deciding }) => deciding)),
    releasable: !reasons.includes('virus'),
    client: first?.client ?? null,
    authorDomain: first?.authorDomain ?? null,
    authentication:
      first === null ? null : { spf: first.spf, dkim: first.dkim, dmarc: first.dmarc, arc: first.arc },
  }
}
