// MAIL and RCPT of somebody who signed in (RFC 6409 §6): a reverse-path of theirs, then recipients that can exist. Asked of
// the directory for each message: a right that was taken away a moment ago is gone.

import type { Directory } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, mailboxKey, parseEmailAddress } from '#core/address/email-address.ts'
import type { SuppressedAddresses } from '#core/deliverability/suppressed-addresses.ts'
import {
  type Destination,
  localDestination,
  type Notification,
  type QueuedRecipient,
} from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Senders } from '#core/sending/sender.ts'
import {
  badRecipientSyntax,
  badSenderSyntax,
  insufficientStorage,
  mailboxSuspended,
  recipientSuppressed,
  type SmtpReply,
  senderNotYours,
  sessionEnded,
  temporaryFailure,
  tooManyRecipients,
  tooManyRefusedRecipients,
  unknownMailbox,
} from '#core/smtp/smtp-reply.ts'
import type { HasFreeDiskSpace } from '../../session/free-disk-space.ts'
import { sessionPath } from '../../session/session-path.ts'
import type { SubmissionConnection } from './submission-connection.ts'

export interface EnvelopeParts {
  readonly senders: Senders
  readonly directory: Directory
  readonly suppressed: SuppressedAddresses
  readonly maxRecipients: number
  readonly hasFreeRoom: HasFreeDiskSpace
}

/** A person mistypes one or two; a stolen password tries out thousands. */
const mostRefusedRecipients = 50

/** Null when it is accepted. The null path is for notifications, and those are ours to write. */
export async function mailCommand(
  connection: SubmissionConnection,
  { senders, hasFreeRoom }: EnvelopeParts,
): Promise<SmtpReply | null> {
  const { signedIn } = connection
  if (signedIn === null) return temporaryFailure
  const path = sessionPath(connection, badSenderSyntax)
  if (!path.ok) return path.error
  const reversePath = parseEmailAddress(path.value)
  if (!reversePath.ok) return path.value === '' ? senderNotYours : badSenderSyntax
  if (!(await hasFreeRoom())) return insufficientStorage
  const { login, credential, person } = signedIn
  const sender =
    person === null ? await senders.find(login, credential) : await senders.findFor(login, person)
  if (sender === null) return sessionEnded
  if (!sender.addresses.has(mailboxKey(reversePath.value).key)) return senderNotYours
  connection.transaction = { sender, reversePath: reversePath.value, recipients: new Map() }
  return null
}

/** Null when it is accepted. */
export async function rcptCommand(
  connection: SubmissionConnection,
  parts: EnvelopeParts,
): Promise<SmtpReply | null> {
  if (connection.refusedRecipients >= mostRefusedRecipients) return tooManyRefusedRecipients
  const path = sessionPath(connection, badRecipientSyntax)
  if (!path.ok) return path.error
  const address = parseEmailAddress(path.value)
  if (!address.ok) {
    connection.refusedRecipients += 1
    return badRecipientSyntax
  }
  const { transaction } = connection
  if (transaction === null) return temporaryFailure
  if (!transaction.recipients.has(address.value) && transaction.recipients.size >= parts.maxRecipients)
    return tooManyRecipients
  const destination = await destinationOf(address.value, parts)
  if (!destination.ok) {
    connection.refusedRecipients += 1
    return destination.error
  }
  transaction.recipients.set(address.value, recipientOf(connection, address.value, destination.value))
  return null
}

/** What nobody here has is told at once, where a program shows it; what is full or not ready yet waits in the queue. */
async function destinationOf(
  address: EmailAddress,
  { directory, suppressed }: Pick<EnvelopeParts, 'directory' | 'suppressed'>,
): Promise<Result<Destination, SmtpReply>> {
  const { kind } = await directory.resolve(address)
  switch (kind) {
    case 'foreign':
      if (await suppressed.has(address)) return failed(recipientSuppressed)
      return ok(domainOf(address) as string as Destination)
    case 'unknown':
      return failed(unknownMailbox)
    case 'suspended':
      return failed(mailboxSuspended)
    case 'mailbox':
    case 'alias':
    case 'full':
    case 'not-ready':
    case 'unattended':
      return ok(localDestination)
  }
}

/** Failure and delay where nothing was asked for (RFC 3461 §4.1). */
const usualNotifications: readonly Notification[] = ['failure', 'delay']
const notificationOf: Readonly<Record<string, Notification>> = {
  SUCCESS: 'success',
  FAILURE: 'failure',
  DELAY: 'delay',
}

function recipientOf(
  { pathCommand }: SubmissionConnection,
  address: EmailAddress,
  destination: Destination,
): QueuedRecipient {
  const { NOTIFY: notify, ORCPT: original } = pathCommand?.parameters ?? {}
  return {
    address,
    destination,
    notify:
      typeof notify === 'string'
        ? notify
            .toUpperCase()
            .split(',')
            .flatMap((word) => notificationOf[word] ?? [])
        : usualNotifications,
    originalRecipient: typeof original === 'string' ? original : null,
  }
}
