// `POST /learn?class=spam|ham&user=<address>` with the message as the body. Answered as soon as the message is in memory:
// whoever moved it waits for that, and for nothing of what follows.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseEmailAddress } from '#core/email-address.ts'
import type { Secret } from '#core/secret.ts'
import type { Lesson, Teach } from './lesson.ts'

export interface LearnHook {
  /** Known to Dovecot's mail user and to us: any local user can reach the port. */
  readonly token: Secret
  readonly maxMessageBytes: number
  readonly teach: Teach
}

/** The HTTP status of the answer: 202 when it will be taught. */
export async function takeLesson(
  { token, maxMessageBytes, teach }: LearnHook,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<number> {
  if (!isSame(request.headers.authorization ?? '', `Bearer ${token.reveal()}`)) return 403
  const kind = classOf(query.get('class'))
  const mailbox = parseEmailAddress(query.get('user') ?? '')
  if (kind === null || !mailbox.ok) return 400
  const content = await wholeBody(request, maxMessageBytes)
  if (content === null) return 413
  return teach({ class: kind, mailbox: mailbox.value, content }) ? 202 : 503
}

const classOf = (text: string | null): Lesson['class'] | null =>
  text === 'spam' || text === 'ham' ? text : null

/** Digests have one length, so that the time taken says nothing about the token. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())

/** Null when there is more of it, or it broke off. */
async function wholeBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request) {
      if (!Buffer.isBuffer(part)) return null
      size += part.length
      if (size > most) return null
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch {
    return null
  }
}
