// Answers RCPT: a recipient is one of ours with at least one mailbox behind it, or refused with the reason that the
// sender can act on. A rewritten sender of mail that was sent on takes notifications, and nothing else. A directory that does
// not answer is 451: never "unknown".

import {
  type Directory,
  type DomainOwners,
  ownMailbox,
  type RecipientResolution,
  type RecipientTarget,
} from '#core/address/directory.ts'
import { domainOf, type EmailAddress, type ReversePath } from '#core/address/email-address.ts'
import { assertNever } from '#core/assert-never.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  mailboxFull,
  mailboxFullForNow,
  mailboxNotReady,
  mailboxSuspended,
  mailboxUnattended,
  relayDenied,
  type SmtpReply,
  temporaryFailure,
  unknownMailbox,
} from '#core/smtp/smtp-reply.ts'
import { looksRewritten, type Srs } from '../../forwarding/srs.ts'
import type { AdmitRecipient, AdmittedRecipient } from '../stages.ts'

export interface AdmissionSurroundings {
  /** How long senders to a full mailbox are asked to come back before they hear that it is full. */
  readonly fullMailboxGraceMilliseconds: number
  readonly owners: DomainOwners
  readonly srs: Srs
  readonly clock: Clock
  readonly log: Log
}

export function recipientAdmission(
  directory: Directory,
  surroundings: AdmissionSurroundings,
): AdmitRecipient {
  return async (given, reversePath) => {
    try {
      if (looksRewritten(given)) return await admitReturn(given, reversePath, surroundings)
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
      return ok({ given, targets: inForce(found.targets, surroundings.clock.now()) })
    case 'full':
      return failed(fullReply(found.since, surroundings))
    case 'not-ready':
      return failed(mailboxNotReady)
    case 'suspended':
      return failed(mailboxSuspended)
    case 'unattended':
      return failed(mailboxUnattended)
    case 'unknown':
      return failed(unknownMailbox)
    case 'foreign':
      return failed(relayDenied)
    default:
      return assertNever(found)
  }
}

/** What is remembered of the directory knows nothing of the hour. */
const inForce = (targets: readonly RecipientTarget[], now: number): readonly RecipientTarget[] =>
  targets.map((target) =>
    target.kind === 'forward' && Number(target.until) <= now ? ownMailbox(target) : target,
  )

/** Whoever wrote it heard that it is ours to bring; only what tells of its end goes back (RFC 5321 §4.5.5). */
async function admitReturn(
  given: EmailAddress,
  reversePath: ReversePath,
  { owners, srs }: AdmissionSurroundings,
): Promise<Result<AdmittedRecipient, SmtpReply>> {
  const commune = await owners.ownerOf(domainOf(given))
  if (commune === null) return failed(relayDenied)
  const to = reversePath === '' ? srs.restored(given) : null
  return to === null
    ? failed(unknownMailbox)
    : ok({ given, targets: [{ kind: 'return', commune, address: given, to }] })
}

const fullReply = (since: Date, { fullMailboxGraceMilliseconds, clock }: AdmissionSurroundings): SmtpReply =>
  clock.now() - Number(since) < fullMailboxGraceMilliseconds ? mailboxFullForNow : mailboxFull
