// The letter to a sender about what became of a message (mail/queue/report/), as a message of the queue: from the null path, so
// that nobody is told about it in turn.

import type { Clock } from '#core/clock.ts'
import type { Directory } from '#core/directory.ts'
import { domainOf, parseEmailAddress } from '#core/email-address.ts'
import { newQueueId } from '#core/queue-id.ts'
import { type Destination, localDestination, type NewQueuedMessage } from '#core/queued-mail.ts'
import type { UntoldMessage, UntoldRecipient, WriteReports } from '#db/stores/queue-reports.ts'
import { deliveryReport } from '#mail/queue/report/delivery-report.ts'
import { type ReportedRecipient, type Reporter, reportedOutcomes } from '#mail/queue/report/report.ts'

export interface ReportPorts {
  readonly directory: Directory
  readonly reporter: Reporter
  readonly clock: Clock
}

/** One letter is about failures, or delays, or successes: a message that ended in several ways gets several. */
export const writeReports =
  ({ directory, reporter, clock }: ReportPorts): WriteReports =>
  async (untold) => {
    const recipient = parseEmailAddress(untold.reversePath)
    if (!recipient.ok) return []
    const address = recipient.value
    const { kind: known } = await directory.resolve(address)
    const destination = known === 'foreign' ? (domainOf(address) as string as Destination) : localDestination
    const all = untold.recipients.map((each) => reported(each, untold))
    const letters: NewQueuedMessage[] = []
    for (const [kind, [first, ...others]] of Map.groupBy(all, ({ outcome }) => reportedOutcomes[outcome])) {
      if (first === undefined) continue
      const queueId = newQueueId(clock.now())
      const report = {
        queueId,
        at: new Date(clock.now()),
        message: untold,
        recipients: [first, ...others],
      } as const
      const triesUntil = kind === 'delay' ? untold.recipients[0].expiresAt : null
      const content = await deliveryReport({ ...report, triesUntil }, reporter)
      if (content === null) continue
      letters.push({
        ...{ queueId, commune: untold.commune, mailbox: null, origin: 'report', reversePath: '', content },
        ...{ smtputf8: untold.smtputf8, returns: 'headers', envelopeId: null, held: false },
        recipients: [{ address, destination, notify: [], originalRecipient: null }],
      })
    }
    return letters
  }

function reported(recipient: UntoldRecipient, { acceptedAt }: UntoldMessage): ReportedRecipient {
  const { address, originalRecipient, became, kind, reply, host, at } = recipient
  const lastAttemptAt = at < acceptedAt ? acceptedAt : at
  return {
    address,
    originalRecipient,
    outcome: became,
    kind: kind ?? 'unreachable',
    reply,
    host,
    lastAttemptAt,
  }
}
