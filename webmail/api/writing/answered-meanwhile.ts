// Whether somebody else of a shared box has answered the same message since whoever answers it now saw the conversation last: two
// answers that contradict each other harm a commune more than one that comes later. It is a fact for its author, who sends theirs
// all the same once they know it.

import type { ImapFlow } from 'imapflow'
import type { z } from 'zod'
import { rawField } from '#core/message/decoded-field.ts'
import { ok } from '#core/result.ts'
import { sentAnswersStore, type WaitingAnswer } from '#db/stores/webmail/sent-answers.ts'
import { Problem } from '#http/problem.ts'
import type { answerMeanwhile } from '../../contract/outbox.ts'
import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { DraftVersion } from '../imap/drafts.ts'
import { roleNames } from '../imap/folder-names.ts'
import { type MessageHead, messageHeads } from '../imap/message-head.ts'
import { messageIdsIn } from '../imap/message-ids.ts'
import { openIfThere } from '../imap/open-folder.ts'
import { uidSets } from '../imap/uid-set.ts'
import { sentId } from './draft-identity.ts'
import { notesIn } from './draft-notes.ts'

interface Answered {
  /** `<…>`, of what is answered. */
  readonly messageId: string
  /** Answers that came until then were in sight. */
  readonly seen: Date
}

interface AnswerFound {
  readonly messageId: string
  /** Null where another program sent it, or who did is gone: nobody knows who of the box that was. */
  readonly person: { readonly id: string; readonly name: string } | null
  readonly at: Date
  readonly leavesAt: Date | null
  readonly place: { readonly folder: string; readonly uid: number } | null
}

const dayMilliseconds = 86_400_000
/**
 * Where nobody said what was in sight: an answer is seldom older when somebody else begins theirs, and of older ones nobody knows
 * whose they are.
 */
const unknownMilliseconds = 30 * dayMilliseconds
/** Until its undo is over it waits as well: what waits for longer was sent for an hour that somebody chose. */
const undoneByThenMilliseconds = 60_000
/** Between the note that it has left and the copy of it. */
const filedByThenMilliseconds = 2 * dayMilliseconds
const mostLookedAt = 50

/** What an answer in a shared box answers; null for all else, which is nobody's concern but its author's. */
export function answeredBy(
  { box }: OpenedBox,
  version: DraftVersion,
  { clock }: Asking['ports'],
): Answered | null {
  const [messageId] = messageIdsIn(version.inReplyTo)
  const { about } = notesIn(version.fields)
  if (box.kind !== 'shared' || messageId === undefined || about?.kind !== 'reply') return null
  const seen = about.seen === undefined ? clock.now() - unknownMilliseconds : Date.parse(about.seen)
  // IMAP has no date before the year 1000 (RFC 9051 §9), and nobody a message from before 1970.
  return { messageId, seen: new Date(Math.max(0, seen)) }
}

/** `told`: Message-IDs of answers that the author knows of. Null where there is no other. */
export async function answeredMeanwhile(
  opened: OpenedBox,
  answered: Answered,
  told: ReadonlySet<string>,
  context: Asking,
): Promise<AnswerFound | null> {
  const waiting = await waitingAnswers(opened, answered, context)
  const filed = await filedAnswers(opened, answered, context)
  const others = [...filed, ...waiting]
    .filter(({ person, messageId }) => person?.id !== context.person.id && !told.has(messageId))
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())
  return others[0] ?? null
}

export function alreadyAnswered({ person, at, leavesAt, ...rest }: AnswerFound): Problem {
  const current: z.input<typeof answerMeanwhile> = {
    ...rest,
    person: person?.name ?? null,
    at: at.toISOString(),
    leavesAt: leavesAt?.toISOString() ?? null,
  }
  return new Problem('already-answered', 'Somebody else of this box has answered that message meanwhile.', {
    current,
  })
}

/** No conversation shows them: nobody has seen one. */
async function waitingAnswers(
  { box }: OpenedBox,
  { messageId }: Answered,
  { database }: Asking,
): Promise<readonly AnswerFound[]> {
  const waiting = await sentAnswersStore(database).waiting(box.id, messageId)
  return waiting
    .filter(({ head }) => answers(rawField(head, 'in-reply-to'), messageId) && isOfPerson(head))
    .map(waitingAnswer)
}

function waitingAnswer({ person, personName, at, sendAt, draftUid, head }: WaitingAnswer): AnswerFound {
  const isPlanned = sendAt.getTime() - at.getTime() > undoneByThenMilliseconds
  return {
    messageId: messageIdsIn(rawField(head, 'message-id'))[0] ?? '',
    person: { id: person, name: personName },
    ...{ at, leavesAt: isPlanned ? sendAt : null },
    place: draftUid === null ? null : { folder: roleNames.drafts, uid: draftUid },
  }
}

/** Copies among what was sent, whichever program filed them. What cannot be looked at stops nobody's letter. */
async function filedAnswers(
  opened: OpenedBox,
  answered: Answered,
  { ports, database }: Asking,
): Promise<readonly AnswerFound[]> {
  const { connections, known, clock } = ports
  const { mailbox } = opened.visit
  const found = await connections.read(opened.visit, async (client) => {
    const window = { since: answered.seen, until: new Date(clock.now() + dayMilliseconds) }
    const sent = await known.references.of(client, { mailbox, folder: roleNames.sent }, window)
    const uids = (sent?.answersTo(answered.messageId) ?? [])
      .filter(({ received }) => received > answered.seen)
      .map(({ uid }) => uid)
    return ok(await headsOfSent(client, uids))
  })
  const heads = (found.ok ? found.value : []).filter(
    ({ inReplyTo, fields }) => answers(inReplyTo, answered.messageId) && isOfPerson(fields),
  )
  if (heads.length === 0) return []
  const since = new Date(answered.seen.getTime() - filedByThenMilliseconds)
  const senders = await sentAnswersStore(database).senders(opened.box.id, since)
  const byId = new Map(senders.map((each) => [sentId(each), { id: each.person, name: each.personName }]))
  return heads.map(({ messageId, received, folder, uid }) => ({
    ...{ messageId: messageIdsIn(messageId)[0] ?? '', at: received, leavesAt: null, place: { folder, uid } },
    person: byId.get(/^<([^@]+)@/.exec(messageId)?.[1] ?? '') ?? null,
  }))
}

async function headsOfSent(client: ImapFlow, uids: readonly number[]): Promise<readonly MessageHead[]> {
  if (uids.length === 0 || (await openIfThere(client, roleNames.sent)) === null) return []
  const heads: MessageHead[] = []
  for (const set of uidSets(uids.toSorted((one, other) => one - other).slice(-mostLookedAt)))
    heads.push(...(await messageHeads(client, set, ['Auto-Submitted'])))
  return heads
}

/** What answers a later message of the conversation names this one among its references alone. */
const answers = (inReplyTo: string, messageId: string): boolean => messageIdsIn(inReplyTo)[0] === messageId

/** RFC 3834 §5: a receipt answers a message, and nobody's question. */
const isOfPerson = (fields: Buffer): boolean => /^(?:no)?$/i.test(rawField(fields, 'auto-submitted').trim())
