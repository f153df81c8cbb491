// Mail of a mailbox as it is sent on: untouched but for what is put on top of it (an ARC set that says what we found, the mark of the
// mailbox, and not one of our own fields besides), from a reverse-path that leads back through us to a sender who is proven, and
// to the mailbox for any other.

import { comparableAddress } from '#core/address/comparable-address.ts'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import {
  type Domain,
  domainOf,
  type EmailAddress,
  parseEmailAddress,
  type ReversePath,
} from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import {
  type Destination,
  localDestination,
  type NewQueuedMessage,
  type QueuedRecipient,
} from '#core/queue/queued-mail.ts'
import type { Secret } from '#core/secret.ts'
import { needsUtf8 } from '../session/needs-smtputf8.ts'
import {
  type OwnAuthenticationResults,
  ownAuthenticationResults,
} from '../session/own-authentication-results.ts'
import { arcSet } from '../signing/arc-set.ts'
import { splitHeaderAndBody } from '../signing/header-and-body.ts'
import type { SigningKey, SigningKeys } from '../signing/signing-keys.ts'
import { forwardMark, forwardMarkField } from './forward-mark.ts'
import { originalRecipientOf } from './original-recipient.ts'
import { isProvenSender } from './proven-sender.ts'
import { senderRewriting } from './srs.ts'
import { stripForwardedFields } from './strip-own-fields.ts'

export interface ForwardingParts {
  /** Makes rewritten senders and marks. */
  readonly srsKey: Secret
  readonly signingKeys: SigningKeys
  readonly authservId: string
  readonly clock: Clock
  readonly log: Log
}

export interface ToForward {
  readonly from: ForwardingMailbox
  readonly reversePath: ReversePath
  /** It came with that parameter. */
  readonly smtputf8: boolean
  /** Whole, with our trace fields. */
  readonly content: Buffer
  readonly hostedDomains: ReadonlySet<Domain>
  /** Those it came with. */
  readonly marks: readonly string[]
  readonly to: readonly [ForwardedTo, ...ForwardedTo[]]
}

/** The mailbox that sends it on. */
export interface ForwardingMailbox {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  readonly address: EmailAddress
}

export interface ForwardedTo {
  readonly address: EmailAddress
  readonly destination: Destination
}

/** Not sealed where the domain has no key, or none that can be had: most receivers go by the signature of the author. */
export async function forwardedMessage(mail: ToForward, parts: ForwardingParts): Promise<NewQueuedMessage> {
  const { from, to } = mail
  const [first, ...others] = to
  const found = ownAuthenticationResults(splitHeaderAndBody(mail.content).head, parts.authservId)
  const reversePath = reversePathOf(mail, found, parts)
  const recipient = forwardedRecipient(from, reversePath)
  const content = await forwardedContent(mail, found, parts)
  return {
    ...{
      queueId: newQueueId(parts.clock.now()),
      commune: from.commune,
      mailbox: from.mailbox,
      origin: 'forward',
    },
    ...{
      reversePath,
      content,
      // The mailbox may have kept no copy, and nobody else is told.
      returns: reversePath === from.address ? 'full' : 'headers',
      envelopeId: null,
      held: false,
    },
    smtputf8: needsUtf8({
      smtputf8: mail.smtputf8,
      head: splitHeaderAndBody(content).head,
      addresses: [reversePath, ...to.map(({ address }) => address)],
    }),
    recipients: [recipient(first), ...others.map(recipient)],
  }
}

/**
 * A notification stays one. The mailbox hears what becomes of the copy where nothing proves the sender or the sender cannot be
 * rewritten, and of what came by another mailbox of ours: whom that one sends on to is not for who wrote to know.
 */
function reversePathOf(
  { reversePath, from }: ToForward,
  found: OwnAuthenticationResults | null,
  { srsKey, clock }: ForwardingParts,
): ReversePath {
  if (reversePath === '') return ''
  const srs = senderRewriting(srsKey, clock)
  const itself = comparableAddress(reversePath) === comparableAddress(from.address)
  const rewritten = parseEmailAddress(reversePath)
  const again = rewritten.ok && srs.restored(rewritten.value) !== null
  if (itself || again || !isProvenSender(reversePath, found)) return from.address
  return srs.rewritten(reversePath, domainOf(from.address)) ?? from.address
}

const forwardedRecipient =
  ({ address: mailbox }: ForwardingMailbox, reversePath: ReversePath) =>
  ({ address, destination }: ForwardedTo): QueuedRecipient => ({
    ...{ address, destination },
    // The sender wrote to the mailbox: that it takes longer from there on is nothing to them.
    notify: reversePath === '' ? [] : ['failure'],
    originalRecipient: originalRecipientOf(mailbox),
  })

async function forwardedContent(
  { from, to, content, marks, hostedDomains }: ToForward,
  found: OwnAuthenticationResults | null,
  parts: ForwardingParts,
): Promise<Buffer> {
  const own = forwardMark(from.mailbox, parts.srsKey)
  const leaves = to.some(({ destination }) => destination !== localDestination)
  const marked = Buffer.concat([
    Buffer.from(forwardMarkField([own, ...marks.filter((each) => each !== own)])),
    ...stripForwardedFields(content, leaves ? hostedDomains : null),
  ])
  const key = await sealingKey(domainOf(from.address), parts)
  if (key === null || found === null) return marked
  const at = new Date(parts.clock.now())
  const set = await arcSet(marked, { key, results: found.value, chain: found.arc, at })
  return Buffer.concat([Buffer.from(set), marked])
}

/** RFC 8617 §4.1.3 knows the algorithms of DKIM, and receivers one of them. */
async function sealingKey(domain: Domain, { signingKeys, log }: ForwardingParts): Promise<SigningKey | null> {
  try {
    const keys = await signingKeys.activeOf(domain)
    return keys.find(({ algorithm }) => algorithm === 'rsa-sha256') ?? keys[0] ?? null
  } catch (error) {
    log.error({ event: 'component.unavailable', component: 'signing-keys', cause: String(error) })
    return null
  }
}
