// The letter to a sender about what became of a message (mail/queue/report/), as a message of the queue: from the null path, so
// that nobody is told about it in turn, and signed like any mail that leaves.

import type { Directory } from '#core/address/directory.ts'
import {
  type Domain,
  domainOf,
  type EmailAddress,
  parseDomain,
  parseEmailAddress,
} from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import {
  type Destination,
  localDestination,
  type NewQueuedMessage,
  type Notification,
} from '#core/queue/queued-mail.ts'
import type { Secret } from '#core/secret.ts'
import type { UntoldMessage, UntoldRecipient, WriteReports } from '#db/stores/queue/queue-reports.ts'
import { forwardMark } from '#mail/forwarding/forward-mark.ts'
import { mailboxOfOriginal } from '#mail/forwarding/original-recipient.ts'
import { deliveryReport } from '#mail/queue/report/delivery-report.ts'
import { withoutTargets } from '#mail/queue/report/hidden-target.ts'
import {
  type DeliveryReport,
  type ReportedRecipient,
  type Reporter,
  reportedOutcomes,
} from '#mail/queue/report/report.ts'
import { dkimSignatures } from '#mail/signing/sign.ts'
import type { SigningKeys } from '#mail/signing/signing-keys.ts'

export interface ReportPorts {
  readonly directory: Directory
  readonly reporter: Reporter
  readonly signingKeys: SigningKeys
  /** Makes marks of mailboxes. */
  readonly srsKey: Secret
  readonly clock: Clock
}

/** One letter is about failures, or delays, or successes: a message that ended in several ways gets several. */
export const writeReports =
  (ports: ReportPorts): WriteReports =>
  async (untold) => {
    const recipient = parseEmailAddress(untold.reversePath)
    if (!recipient.ok) return []
    const { directory, reporter, clock } = ports
    const address = recipient.value
    const { kind: known } = await directory.resolve(address)
    const destination = known === 'foreign' ? (domainOf(address) as string as Destination) : localDestination
    const letters: NewQueuedMessage[] = []
    for (const [kind, group] of Map.groupBy(untold.recipients, letterOf)) {
      const [first, ...others] = group.map((each) => reported(each, untold))
      if (first === undefined) continue
      const queueId = newQueueId(clock.now())
      const report = {
        ...{ queueId, at: new Date(clock.now()), message: untold },
        ...told(untold, [first, ...others], { to: address, srsKey: ports.srsKey }),
        triesUntil: kind === 'delay' || kind === 'set-aside' ? triesUntil(group) : null,
      }
      const content = await deliveryReport(report, reporter)
      if (content === null) continue
      letters.push({
        ...{ queueId, commune: untold.commune, mailbox: null, origin: 'report', reversePath: '' },
        content: await signed(content, ports),
        ...{ smtputf8: untold.smtputf8, returns: 'headers', envelopeId: null, held: false },
        recipients: [{ address, destination, notify: [], originalRecipient: null }],
      })
    }
    return letters
  }

interface To {
  readonly to: EmailAddress
  readonly srsKey: Secret
}

/** The mailbox that sent a message on hears where it did not come to; whoever wrote hears of the mailbox alone. */
function told(
  { origin, mailbox: id, recipients: [one] }: UntoldMessage,
  recipients: DeliveryReport['recipients'],
  { to, srsKey }: To,
): Pick<DeliveryReport, 'recipients' | 'reader' | 'mark'> {
  if (origin !== 'forward') return { recipients, reader: 'author', mark: null }
  const mailbox = mailboxOfOriginal(one.originalRecipient ?? '')
  if (id !== null && mailbox === to) return { recipients, reader: 'forwarder', mark: forwardMark(id, srsKey) }
  const named = parseEmailAddress(`postmaster@${domainOf(to)}`)
  const hidden = withoutTargets(recipients, mailbox ?? (named.ok ? named.value : to))
  return { recipients: hidden, reader: 'author-of-forward', mark: null }
}

/**
 * By the nearest domain of ours that holds the mail host, in whose name reports are: DMARC takes one for the other. As it is where
 * there is none. Rejects when the keys cannot be asked for.
 */
async function signed(
  content: Buffer,
  { reporter, signingKeys: keys, clock }: Pick<ReportPorts, 'reporter' | 'signingKeys' | 'clock'>,
): Promise<Buffer> {
  for (const domain of domainsHolding(reporter.hostname)) {
    const signatures = await dkimSignatures(content, domain, { keys, clock })
    if (signatures !== '') return Buffer.concat([Buffer.from(signatures), content])
  }
  return content
}

function domainsHolding(hostname: string): readonly Domain[] {
  const labels = hostname.split('.')
  return labels.slice(0, -1).flatMap((_, at) => {
    const domain = parseDomain(labels.slice(at).join('.'))
    return domain.ok ? [domain.value] : []
  })
}

/** What waits for a person is told apart from what is tried again by itself. */
const letterOf = ({ became, setAside }: UntoldRecipient): Notification | 'set-aside' =>
  became === 'delayed' && setAside ? 'set-aside' : reportedOutcomes[became]

/** Null where one of them waits for somebody to say that mail may go there again: until when it is tried is known only then. */
const triesUntil = (recipients: readonly UntoldRecipient[]): Date | null =>
  recipients.some(({ paused }) => paused)
    ? null
    : new Date(Math.min(...recipients.map(({ expiresAt }) => expiresAt.getTime())))

function reported(recipient: UntoldRecipient, { acceptedAt }: UntoldMessage): ReportedRecipient {
  const { address, originalRecipient, setAside, kind, untried, reply, host, at } = recipient
  const lastAttemptAt = at < acceptedAt ? acceptedAt : at
  return {
    address,
    originalRecipient,
    outcome: outcomeOf(recipient),
    setAside,
    kind: kind ?? 'unreachable',
    untried,
    // What a server said before is not why it waits.
    reply: setAside ? '' : reply,
    host: setAside ? null : host,
    lastAttemptAt: untried === null ? lastAttemptAt : null,
  }
}

/** RFC 3461 §5.2.2: only our own mailboxes are known to have it. */
const outcomeOf = ({ became, destination }: UntoldRecipient): ReportedRecipient['outcome'] =>
  became === 'delivered' && destination !== localDestination ? 'relayed' : became
