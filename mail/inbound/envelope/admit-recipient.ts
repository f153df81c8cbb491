// Answers RCPT: a recipient is one of ours with at least one mailbox behind it, or refused with the reason that the
// sender can act on. A directory that does not answer is 451: never "unknown".

import { assertNever } from '#core/assert-never.ts'
import type { Clock } from '#core/clock.ts'
import type { Directory, RecipientResolution } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import type { Log } from '#core/log.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  mailboxFull,
  mailboxFullForNow,
  mailboxNotReady,
  mailboxSuspended,
  relayDenied,
  type SmtpReply,
  temporaryFailure,
  unknownMailbox,
} from '#core/smtp-reply.ts'
import type { AdmitRecipient, AdmittedRecipient } from '../stages.ts'

export interface AdmissionSurroundings {
  /** How long senders to a full mailbox are asked to come back before they hear that it is full. */
  readonly fullMailboxGraceMilliseconds: number
  readonly clock: Clock
  readonly log: Log
}

export function recipientAdmission(
  directory: Directory,
  surroundings: AdmissionSurroundings,
): AdmitRecipient {
  return async (given) => {
    try {
      return admit(given, await directory.resolve(given), surroundings)
    } catch (error) {
      surroundings.log.error({
        event: 'component.unavailable',
        component: 'postgresql',
        cause: String(error),
      })
      return failed(temporaryFailure)
    }
  }
}

function admit(
  given: EmailAddress,
  found: RecipientResolution,
  surroundings: AdmissionSurroundings,
): Result<AdmittedRecipient, SmtpReply> {
  switch (found.kind) {
    case 'mailbox':
      return ok({ given, targets: [found.target] })
    case 'alias':
      return ok({ given, targets: found.targets })
    case 'full':
      return failed(fullReply(found.since, surroundings))
    case 'not-ready':
      return failed(mailboxNotReady)
    case 'suspended':
      return failed(mailboxSuspended)
    case 'unknown':
      return failed(unknownMailbox)
    case 'foreign':
      return failed(relayDenied)
    default:
      return assertNever(found)
  }
}

const fullReply = (since: Date, { fullMailboxGraceMilliseconds, clock }: AdmissionSurroundings): SmtpReply =>
  clock.now() - Number(since) < fullMailboxGraceMilliseconds ? mailboxFullForNow : mailboxFull
