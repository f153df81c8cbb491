// Where one delivery goes: our own mailboxes by the inbound stages, everything else to the mail hosts of its domain. What
// became of it is said to the trace of the commune that sent it.

import type { DomainOwners } from '#core/address/directory.ts'
import { domainOf, type EmailAddress } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import { localDestination } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt, RecipientAnswer } from '#core/smtp/delivery-attempt.ts'
import { temporaryFailure, wholeReply } from '#core/smtp/smtp-reply.ts'
import type { LaterEntry, LaterTrace } from '#core/trace/trace.ts'
import type { DeliverLocally, LocalAnswer } from '#mail/inbound/local-delivery.ts'
import { classifyReply, outcomeOf } from '#mail/outbound/mx-delivery/classify-reply.ts'
import type { DeliverByMx } from '#mail/outbound/mx-delivery/deliver-by-mx.ts'
import type { Attempt, MessageToDeliver } from './queue-runner.ts'

export interface AttemptPorts {
  readonly deliverLocally: DeliverLocally
  readonly deliverByMx: DeliverByMx
  readonly owners: DomainOwners
  readonly trace: LaterTrace
  readonly clock: Clock
}

export const attemptBy =
  (ports: AttemptPorts): Attempt =>
  async (message, destination, leaving) => {
    if (destination === localDestination) return await locally(ports, message)
    const ours = await cameIn(ports, message).catch(() => null)
    if (ours === null) return nobodyAsked(message)
    if (ours) return await locally(ports, message)
    const attempt = await ports.deliverByMx(message, destination, leaving)
    if (attempt.cutOff !== true) addToTrace(ports, message, attempt.recipients)
    return attempt
  }

/** A domain that moved into our house while its mail waited: its mail hosts are our own now, which would be a loop. */
async function cameIn(
  { owners }: AttemptPorts,
  { attempts, recipients }: MessageToDeliver,
): Promise<boolean> {
  const [first] = recipients
  return attempts > 0 && first !== undefined && (await owners.ownerOf(domainOf(first))) !== null
}

/** Whose the domain is cannot be asked now: handed to its mail hosts the message might come back to us, and be returned. */
const nobodyAsked = ({ recipients }: MessageToDeliver): DeliveryAttempt => ({
  ...{ host: null, address: null, tls: '', milliseconds: 0 },
  recipients: recipients.map((recipient) => ({
    ...{ recipient, outcome: 'deferred', kind: 'temporary' },
    reply: '451 4.3.0 our directory cannot be asked now',
  })),
})

async function locally(ports: AttemptPorts, message: MessageToDeliver): Promise<DeliveryAttempt> {
  const begun = ports.clock.now()
  const answers = await ports.deliverLocally(message)
  const recipients = message.recipients.map((recipient) => answerOf(recipient, answers.get(recipient)))
  const untold = recipients.filter((each) => !toldByItself(message, each, answers.get(each.recipient)))
  addToTrace(ports, message, untold)
  return {
    host: null,
    address: null,
    tls: '',
    milliseconds: Math.max(0, ports.clock.now() - begun),
    recipients,
  }
}

function answerOf(recipient: EmailAddress, answer: LocalAnswer | undefined): RecipientAnswer {
  const { code, enhanced, text } = answer?.reply ?? temporaryFailure
  const said = { code, enhanced, lines: [text] }
  const outcome = outcomeOf(said)
  const kind = outcome === 'delivered' ? 'accepted' : classifyReply(said)
  return { recipient, outcome, kind, reply: wholeReply({ code, enhanced, text }) }
}

/** What comes into a mailbox of the commune that sent it is in its trace already, under the address of the mailbox. */
const toldByItself = (
  { commune }: MessageToDeliver,
  { recipient }: RecipientAnswer,
  answer: LocalAnswer | undefined,
): boolean =>
  answer?.targets.some(
    (target) => target.commune === commune && target.address === recipient.toLowerCase(),
  ) ?? false

/** The first time that it must wait, and the end; reports are nobody's mail. */
function addToTrace(
  { trace, clock }: Pick<AttemptPorts, 'trace' | 'clock'>,
  message: MessageToDeliver,
  answers: readonly RecipientAnswer[],
): void {
  if (message.origin === 'report') return
  const { queueId, commune, reversePath, content, attempts } = message
  const at = new Date(clock.now())
  trace.add(
    answers
      .filter(({ outcome }) => outcome !== 'deferred' || attempts === 0)
      .map(({ recipient, outcome, reply, takenBy }) => ({
        ...{ at, queueId, commune, reversePath, recipient, bytes: content.length, reply },
        ...became[outcome],
        ...(takenBy === undefined ? {} : { takenBy }),
      })),
  )
}

const became: Readonly<Record<RecipientAnswer['outcome'], Pick<LaterEntry, 'outcome' | 'reason'>>> = {
  delivered: { outcome: 'sent', reason: 'remote-accepted' },
  deferred: { outcome: 'waiting', reason: 'remote-deferred' },
  failed: { outcome: 'returned', reason: 'remote-refused' },
}
