// `POST /learn?class=spam|ham&user=<address>` with the message as the body. Answered as soon as the message is in memory:
// whoever moved it waits for that, and for nothing of what follows. Nothing is read before there is room for all of it.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseEmailAddress } from '#core/address/email-address.ts'
import type { Secret } from '#core/secret.ts'
import type { Lesson } from './lesson.ts'
import type { LessonQueue } from './lesson-queue.ts'

export interface LearnHook {
  /** Known to Dovecot's mail user and to us: any local user can reach the port. */
  readonly token: Secret
  readonly maxMessageBytes: number
  readonly lessons: Pick<LessonQueue, 'reserve' | 'giveBack' | 'add'>
}

/** The HTTP status of the answer (RFC 9110 §15): 202 when it will be taught. */
export async function takeLesson(
  { token, maxMessageBytes, lessons }: LearnHook,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<number> {
  const { authorization = '', 'content-length': length } = request.headers
  if (!isSame(authorization, `Bearer ${token.reveal()}`)) return 403
  const kind = classOf(query.get('class'))
  const mailbox = parseEmailAddress(query.get('user') ?? '')
  if (kind === null || !mailbox.ok) return 400
  if (length === undefined) return 411
  const octets = Number(length)
  if (octets > maxMessageBytes) return 413
  const about = { class: kind, mailbox: mailbox.value }
  if (!lessons.reserve(about, octets)) return 503
  const content = await wholeBody(request, octets)
  // The lesson itself takes the room now, before anybody else can.
  lessons.giveBack(octets)
  if (content === null) return 400
  return lessons.add({ ...about, content }) ? 202 : 503
}

const classOf = (text: string | null): Lesson['class'] | null =>
  text === 'spam' || text === 'ham' ? text : null

/** Digests have one length, so that the time taken says nothing about the token. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())

/** Null when it broke off; there is never more than was announced (RFC 9112 §6.3). */
async function wholeBody(request: IncomingMessage, octets: number): Promise<Buffer | null> {
  const content = Buffer.allocUnsafe(octets)
  let filled = 0
  try {
    for await (const part of request) {
      if (!Buffer.isBuffer(part)) return null
      filled += part.copy(content, filled)
    }
    return filled === octets ? content : null
  } catch {
    return null
  }
}
