// An invitation answered: a message to its organiser, for their calendar and for themselves, from the address that was invited. What
// was answered is remembered with the invitation.

import { randomUUID } from 'node:crypto'
import { type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { setKeywords } from '../imap/actions.ts'
import type { Message } from '../imap/conversation.ts'
import { buildMessage } from '../writing/build-message.ts'
import { messageIdOf } from '../writing/draft-identity.ts'
import { threadingTo } from '../writing/references.ts'
import { sendAtOnce } from '../writing/send-at-once.ts'
import { nameOfSender } from '../writing/senders.ts'
import { type Answer, answerAmong, answerKeyword, otherKeywords } from './answer-keyword.ts'
import type { Attendee, Invitation, Participant } from './invitation.ts'
import { replyCalendar } from './reply-calendar.ts'

/** Who answers whom; null where nobody of this box is invited, or it invited itself. */
export interface Parties {
  readonly organiser: Participant
  readonly attendee: Attendee
}

/** `addresses`: those that the box may write as, as `mailboxKey` has them. */
export function partiesOf(invitation: Invitation, addresses: ReadonlySet<EmailAddress>): Parties | null {
  const { organiser, attendees } = invitation
  const isOurs = ({ address }: Participant): boolean => addresses.has(mailboxKey(address).key)
  const attendee = attendees.find(isOurs)
  return organiser === null || attendee === undefined || isOurs(organiser) ? null : { organiser, attendee }
}

export interface Answering {
  readonly message: Message
  readonly invitation: Invitation
  readonly answer: Answer
}

/** `message`: as it is this moment, read in the turn of whoever answers for this box. */
export async function sendAnswer(
  opened: OpenedBox,
  { message, invitation, answer }: Answering,
  context: Asking,
): Promise<Result<null, Problem>> {
  const { ports, person } = context
  const { box, visit } = opened
  const sender = await ports.writing.senders.findFor(box.address, person.id)
  const parties = sender === null ? null : partiesOf(invitation, sender.addresses)
  if (parties === null || invitation.method !== 'request')
    return failed(new Problem('forbidden', 'This box is not asked to answer.'))
  if (answerAmong(message.keywords) === answer) return ok(null)
  const from = mailboxKey(parties.attendee.address).key
  const name = await nameOfSender(from, box, context)
  const content = await buildMessage({
    ...{ from: { name, address: from }, to: [parties.organiser], cc: [], bcc: [], files: [] },
    subject: subjectOf(answer, invitation),
    messageId: messageIdOf(randomUUID(), from),
    date: new Date(ports.clock.now()),
    threading: threadingTo(message, 'reply'),
    html: `<p>${escaped(sentenceOf(answer, { name: name === '' ? from : name, invitation }))}</p>`,
    ...{ receiptTo: null, fields: {} },
    calendarReply: replyCalendar({
      ...{ invitation, answer, now: new Date(ports.clock.now()), organiser: parties.organiser },
      attendee: { name: name === '' ? parties.attendee.name : name, address: parties.attendee.address },
    }),
  })
  const sent = await sendAtOnce(opened, { from, to: parties.organiser.address, content }, context)
  if (!sent.ok) return sent
  const { folder, uid, uidValidity } = message
  const messages = { folder, uidValidity, uids: [uid] }
  const change = { messages, add: [answerKeyword(answer)], remove: otherKeywords(answer) }
  const kept = await setKeywords(ports.connections, visit, change)
  // The answer is on its way: that it is not remembered is no reason to answer once more.
  if (!kept.ok) problemOfMail(kept.error, ports.log)
  return ok(null)
}

// French, as everything that a commune writes by itself; NBSP before the colon.
const subjects: Readonly<Record<Answer, string>> = {
  accepted: 'Accepté',
  tentative: 'Peut-être',
  declined: 'Refusé',
}

const subjectOf = (answer: Answer, { summary }: Invitation): string =>
  summary === '' ? subjects[answer] : `${subjects[answer]}\u00a0: ${summary}`

const verbs: Readonly<Record<Answer, string>> = {
  accepted: 'accepte',
  tentative: 'accepte peut-être',
  declined: 'refuse',
}

const sentenceOf = (
  answer: Answer,
  { name, invitation: { summary } }: { readonly name: string; readonly invitation: Invitation },
): string => `${name} ${verbs[answer]} votre invitation${summary === '' ? '' : ` «\u00a0${summary}\u00a0»`}.`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0) ?? 32};`)
