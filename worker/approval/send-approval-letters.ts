// Sends the letters about messages that wait for somebody to agree, and ends those that nobody decided about. Through the
// queue, from the null path: what cannot be delivered now is tried again, and nobody is told about a letter in turn.

import { domainOf, type EmailAddress } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { localDestination, type NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { ApprovalLetters, HeldForApproval } from '#db/stores/queue/approval-letters.ts'
import type { Letter } from '../letter/letter.ts'
import { type LetterEnvelope, letterMail } from '../letter/letter-mail.ts'
import {
  type ApprovalSettings,
  approvalDays,
  endedLetter,
  heldLetter,
  toApproveLetter,
} from './approval-letter.ts'
import { approvalWords } from './words.ts'

export interface ApprovalPorts {
  readonly letters: ApprovalLetters
  readonly settings: ApprovalSettings & {
    /** Of the département: writes the letters, and may agree where nobody else can. */
    readonly team: EmailAddress
  }
  readonly clock: Clock
  readonly log: Log
}

/** True when there may be more. */
export async function sendApprovalLetters(ports: ApprovalPorts): Promise<boolean> {
  const held = await ports.letters.tellHeld(async (about) => {
    const { author, approvers } = about
    const readers = approvers.length > 0 ? approvers : [{ address: ports.settings.team, name: null }]
    const toAuthor =
      author === null ? [] : [letterTo('held', author, heldLetter(about, ports.settings, words))]
    return [
      ...(await Promise.all(toAuthor.map((letter) => written(ports, about, letter)))),
      ...(await Promise.all(
        readers.map((reader, index) => {
          const letter = toApproveLetter({ ...about, reader: reader.name }, ports.settings, words)
          return written(ports, about, letterTo(`to-approve-${index + 1}`, reader, letter))
        }),
      )),
    ]
  })
  const decided = await ports.letters.tellDecided(async (about) => {
    const { author } = about
    if (author === null) return []
    const to = letterTo('decided', author, endedLetter(about, ports.settings, words))
    return [await written(ports, about, { ...to, follows: 'held' })]
  })
  return held || decided
}

/** True when there may be more. */
export const endUndecided = (ports: ApprovalPorts): Promise<boolean> =>
  ports.letters.endUndecided(approvalDays, async (about) => {
    const { author, content, smtputf8 } = about
    if (author === null) return []
    const letter = endedLetter({ ...about, became: 'expired' }, ports.settings, words)
    // RFC 6532 §3.7: a message with text beyond ASCII in its header section has a type of its own.
    const returned = { type: smtputf8 ? 'message/global' : 'message/rfc822', content }
    return [
      await written(ports, about, { ...letterTo('expired', author, letter), follows: 'held', returned }),
    ]
  })

const words = approvalWords.fr

interface Addressed extends Pick<LetterEnvelope, 'to' | 'returned'> {
  /** Part of its Message-ID: one for each letter about a message. */
  readonly which: string
  readonly letter: Letter
  readonly follows?: string
}

const letterTo = (
  which: string,
  { address, name }: { readonly address: EmailAddress; readonly name: string | null },
  letter: Letter,
): Addressed => ({ which, to: { address, name }, letter })

async function written(
  { settings, clock, log }: ApprovalPorts,
  { queueId: about, commune }: HeldForApproval,
  { which, to, letter, follows, returned }: Addressed,
): Promise<NewQueuedMessage> {
  const idOf = (each: string) => `<approval.${each}.${about.toLowerCase()}@${domainOf(settings.team)}>`
  const queueId = newQueueId(clock.now())
  const content = await letterMail(letter, {
    ...{ at: new Date(clock.now()), to, from: settings.team, messageId: idOf(which) },
    ...(follows === undefined ? {} : { inReplyTo: idOf(follows) }),
    ...(returned === undefined ? {} : { returned }),
  })
  log.info({ event: 'approval.told', queueId: about, letter: which, mailbox: to.address, as: queueId })
  return {
    ...{ queueId, commune, mailbox: null, origin: 'report', reversePath: '', content },
    // Names of people are encoded (RFC 2047), so only what comes back may need it, and that stays here.
    ...{ smtputf8: /[^\0-\x7f]/.test(to.address), returns: 'headers', envelopeId: null, held: false },
    recipients: [{ address: to.address, destination: localDestination, notify: [], originalRecipient: null }],
  }
}
