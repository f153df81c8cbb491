// A message that was sent without a network, now that there is one: its draft is saved, then asked to leave. Whatever is cut on
// the way is asked again as it was.

import { ProblemError } from '#ui/api/problem-error.ts'
import type { WebmailAnswer, WebmailInput } from '../../contract/all.ts'
import type { MessageView } from '../boxes.ts'
import type { OutgoingView } from '../compose/draft/draft.ts'
import type { SavingPorts } from '../compose/draft/saving-state.ts'
import { failureOf } from '../compose/send/sending-state.ts'
import type { QueuedMessage, Replaced } from './queued.ts'

type MessagePlace = MessageView['place']
type Sent = WebmailInput<'POST /boxes/{box}/outbox'>['body']

export interface LeavingPorts extends Pick<SavingPorts, 'write' | 'passes'> {
  readonly send: (key: string, body: Sent) => Promise<WebmailAnswer<'POST /boxes/{box}/outbox'>>
  /** Each change that was answered, and that it is asked to leave before it is: from then on it may have left. */
  readonly keep: (message: QueuedMessage) => Replaced
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly undoSeconds: number
}

export type Became =
  /** Nothing answered: it is asked again. `endsTurn`: so would be all that come after it. */
  | { readonly kind: 'waits'; readonly endsTurn: boolean }
  /** `outgoing` null: it has left already. `undoMs`: how long it still waits; of no account where it is planned. */
  | {
      readonly kind: 'sent'
      readonly outgoing: OutgoingView | null
      readonly planned: boolean
      readonly undoMs: number
    }
  /** It was refused before anybody could hear it; the outbox has it. */
  | { readonly kind: 'refused' }
  /** It did not leave, and is gone on with: as a draft that the server has, or as it is here. `problem` null: something is asked first. */
  | { readonly kind: 'stays'; readonly place: MessagePlace | null; readonly problem: unknown }

/** It could not be written down, so nothing more is asked for. */
class NotKept extends Error {
  override readonly name = 'NotKept'
  readonly why: Exclude<Replaced, 'kept'>

  constructor(why: Exclude<Replaced, 'kept'>) {
    super(why)
    this.why = why
  }
}

const endingCodes: ReadonlySet<string> = new Set(['unreachable', 'not-signed-in'])

/** One after the other: two tabs must not ask at once. */
export async function sendQueued(message: QueuedMessage, ports: LeavingPorts): Promise<Became> {
  let { asked } = message
  try {
    asked ??= await saved(message, ports)
    const { draft, revision, place } = asked
    const begun = ports.now()
    const planned = message.sendAt !== null && Date.parse(message.sendAt) > begun
    const answer = await ports.send(message.key, {
      ...{ draft, revision, uid: place.uid, accepted: [...message.accepted] },
      when: planned && message.sendAt !== null ? { at: message.sendAt } : { undoSeconds: ports.undoSeconds },
      ...(message.justification === null ? {} : { justification: message.justification }),
    })
    if (answer.kind === 'waiting') {
      const { outgoing } = answer
      // Asked before, without an answer: it may wait since then.
      const until = message.asked === null ? Infinity : Date.parse(outgoing.sendAt)
      const undoMs = Math.min(begun + ports.undoSeconds * 1000, until) - ports.now()
      return { kind: 'sent', outgoing, planned, undoMs }
    }
    if (answer.kind === 'left') return { kind: 'sent', outgoing: null, planned, undoMs: 0 }
    if (answer.kind === 'refused') return { kind: 'refused' }
    return { kind: 'stays', place: asked.place, problem: null }
  } catch (error) {
    if (error instanceof NotKept) return { kind: 'waits', endsTurn: error.why === 'gone' }
    const became = failureOf(error, { passes: ports.passes(error), isAsked: asked !== null })
    return became === 'refused'
      ? { kind: 'stays', place: asked?.place ?? null, problem: error }
      : { kind: 'waits', endsTurn: error instanceof ProblemError && endingCodes.has(error.code) }
  }
}

/**
 * Somebody else may have changed the draft meanwhile: then it is one of its own, and that leaves. What was answered is noted
 * before anything else is asked: asked again, the first of two changes would make a draft more.
 */
async function saved(
  message: QueuedMessage,
  { write, keep }: Pick<LeavingPorts, 'write' | 'keep'>,
): Promise<NonNullable<QueuedMessage['asked']>> {
  let { copy, changes, asked } = message
  for (const { revision, content, keep: kept, copies } of message.changes) {
    const body = { revision, basedOn: copy.basedOn, content, keep: [...kept], copies: [...copies] }
    const { place, ...answer } = await write(copy.draft, body)
    copy = { ...copy, draft: answer.draft, basedOn: answer.revision }
    changes = changes.slice(1)
    if (changes.length === 0) asked = { draft: answer.draft, revision: answer.revision, place }
    const noted = keep({ ...message, copy, place, changes, asked })
    if (noted !== 'kept') throw new NotKept(noted)
  }
  if (asked === null) throw new Error('a message that was never written')
  return asked
}
