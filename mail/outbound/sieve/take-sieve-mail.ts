// What a mailbox sends by itself goes into the queue of outgoing mail when the mailbox is there, may write to whom it is for, and has
// not sent too much. Whatever is refused stays in the mailbox, because Dovecot then keeps the message that it was about.

import { comparableAddress } from '#core/address/comparable-address.ts'
import type { Directory } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, type ReversePath } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { headerFields } from '#core/message/header-fields.ts'
import type { Policies } from '#core/policies/commune-policy.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import {
  type Destination,
  localDestination,
  type MailQueue,
  type NewQueuedMessage,
} from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { AutomaticSender, AutomaticSenders } from '#core/sending/automatic-sender.ts'
import {
  accepted,
  forwardLoop,
  mailboxSuspended,
  mailLoop,
  noRecipients,
  notAllowedOutside,
  notOfSieve,
  type SmtpReply,
  tooMuchBySieve,
  unknownMailbox,
  wholeReply,
} from '#core/smtp/smtp-reply.ts'
import { forwardMark, forwardMarks } from '../../forwarding/forward-mark.ts'
import {
  type ForwardedTo,
  type ForwardingParts,
  forwardedMessage,
} from '../../forwarding/forwarded-message.ts'
import { looksRewritten, senderRewriting } from '../../forwarding/srs.ts'
import { needsUtf8 } from '../../session/needs-smtputf8.ts'
import { splitHeaderAndBody } from '../../signing/header-and-body.ts'
import { dkimSignatures } from '../../signing/sign.ts'
import { readFromAuthor } from '../from-author.ts'
import { type SentBySieve, sentBySieve } from './sent-by-sieve.ts'

export interface SieveMail {
  readonly reversePath: ReversePath
  readonly smtputf8: boolean
  readonly recipients: readonly EmailAddress[]
  readonly content: Buffer
}

export interface SieveParts {
  readonly senders: AutomaticSenders
  readonly directory: Directory
  readonly policies: Policies
  readonly forwarding: ForwardingParts
  readonly mailQueue: MailQueue
  /** In Received. */
  readonly hostname: string
  /** Messages of one mailbox. */
  readonly mostInAnHour: number
  readonly clock: Clock
  readonly log: Log
}

/** As for mail that comes in (RFC 5321 §6.3). */
const mostReceivedFields = 50

/** Rejects when the database cannot be asked: nothing was sent then, and Dovecot has it tried again. */
export async function takeSieveMail(mail: SieveMail, parts: SieveParts): Promise<SmtpReply> {
  const sent = sentBySieve(splitHeaderAndBody(mail.content).head, mail.reversePath)
  const message = sent === null ? failed(notOfSieve) : await toQueue({ mail, sent }, parts)
  if (message.ok) await parts.mailQueue.enqueue(message.value)
  const reply = message.ok ? accepted(message.value.queueId) : message.error
  parts.log[message.ok ? 'info' : 'warn']({
    event: 'sieve.answered',
    queueId: message.ok ? message.value.queueId : '-',
    kind: sent?.kind ?? null,
    mailbox: sent?.mailbox ?? null,
    recipients: mail.recipients.length,
    bytes: mail.content.length,
    reply: wholeReply(reply),
  })
  return reply
}

interface Given {
  readonly mail: SieveMail
  readonly sent: SentBySieve
}

async function toQueue(
  { mail, sent }: Given,
  parts: SieveParts,
): Promise<Result<NewQueuedMessage, SmtpReply>> {
  const from = await parts.senders.find(sent.mailbox)
  if (from === null) return failed(mailboxSuspended)
  const to = await destinations({ mail, sent }, from, parts)
  if (!to.ok) return to
  const written = await (sent.kind === 'redirect' ? redirected : answered)(
    { mail, from, to: to.value },
    parts,
  )
  if (!written.ok) return written
  return (await parts.senders.count(from, parts.mostInAnHour)) ? written : failed(tooMuchBySieve)
}

type To = readonly [ForwardedTo, ...ForwardedTo[]]

/** Who wrote gets an answer wherever that is; everything else leaves the house only where the département allows it. */
async function destinations(
  { mail, sent }: Given,
  { outside, commune }: AutomaticSender,
  { directory, policies, forwarding: { srsKey, clock } }: SieveParts,
): Promise<Result<To, SmtpReply>> {
  const { forbidsExternalForwards } = (await policies.book()).of(commune)
  const allowed = new Set(forbidsExternalForwards ? [] : [...outside].map(comparableAddress))
  const srs = senderRewriting(srsKey, clock)
  const found: ForwardedTo[] = []
  for (const address of mail.recipients) {
    const { kind } = await directory.resolve(address)
    if (kind === 'suspended') return failed(mailboxSuspended)
    const goesBack = looksRewritten(address) && srs.restored(address) !== null
    if (kind === 'unknown' && !goesBack) return failed(unknownMailbox)
    if (kind === 'foreign' && sent.kind !== 'answer' && !allowed.has(comparableAddress(address)))
      return failed(notAllowedOutside)
    const destination = kind === 'foreign' ? (domainOf(address) as string as Destination) : localDestination
    found.push({ address, destination })
  }
  const [first, ...others] = found
  return first === undefined ? failed(noRecipients) : ok([first, ...others])
}

interface Written {
  readonly mail: SieveMail
  readonly from: AutomaticSender
  readonly to: To
}

/** As what the gateway sends on for a mailbox. */
async function redirected(
  { mail, from, to }: Written,
  { forwarding, policies }: SieveParts,
): Promise<Result<NewQueuedMessage, SmtpReply>> {
  const { reversePath, smtputf8, content } = mail
  const { head } = splitHeaderAndBody(content)
  if ([...headerFields(head)].filter(({ name }) => name === 'received').length > mostReceivedFields)
    return failed(mailLoop)
  const marks = forwardMarks(head)
  if (marks.includes(forwardMark(from.mailbox, forwarding.srsKey))) return failed(forwardLoop)
  const { hostedDomains } = await policies.book()
  const toForward = { from, reversePath, smtputf8, content, marks, to, hostedDomains }
  return ok(await forwardedMessage(toForward, forwarding))
}

/** Signed, and from the null path, so that nothing answers an answer (RFC 3834 §3.3, RFC 5436 §2.7.1). */
async function answered(
  { mail: { content, smtputf8 }, from, to }: Written,
  { forwarding, hostname, clock }: SieveParts,
): Promise<Result<NewQueuedMessage, SmtpReply>> {
  const { head } = splitHeaderAndBody(content)
  const fields = [...headerFields(head)].filter(({ name }) => name === 'from')
  const author = readFromAuthor(head, fields, from.addresses)
  if (!author.ok) return failed(author.error.reply)
  const now = clock.now()
  const queueId = newQueueId(now)
  const date = new Date(now).toUTCString().replace('GMT', '+0000')
  const received = `Received: by ${hostname} (Vaguemestre) with ESMTP\r\n\tid ${queueId};\r\n\t${date}\r\n`
  const traced = Buffer.concat([Buffer.from(received), content])
  const { signingKeys: keys } = forwarding
  const signatures = await dkimSignatures(traced, domainOf(author.value), { keys, clock })
  const recipient = (each: ForwardedTo) => ({ ...each, notify: [], originalRecipient: null })
  const [first, ...others] = to
  const addresses = to.map(({ address }) => address)
  return ok({
    ...{ queueId, commune: from.commune, mailbox: from.mailbox, origin: 'sieve', reversePath: '' },
    ...{ content: Buffer.concat([Buffer.from(signatures), traced]), returns: 'headers' },
    smtputf8: needsUtf8({ smtputf8, head, addresses }),
    ...{ envelopeId: null, held: false, recipients: [recipient(first), ...others.map(recipient)] },
  })
}
