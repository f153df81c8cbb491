import { randomUUID } from 'node:crypto'
import { bodyInMemory, type MessageContent } from '#core/message/message-content.ts'
import type { LeakFinding } from '#core/policies/leak.ts'
import type { LeakFinder, LeakRequest } from '#mail/dlp/leak-finder.ts'

export const patient = (mailbox: string): LeakRequest => ({
  mailbox,
  deadline: new AbortController().signal,
})

export const wholeInMemory = (message: Buffer): MessageContent => ({
  head: Buffer.alloc(0),
  body: bodyInMemory(message),
})

/** In somebody's message who has no other. */
export async function foundLeaks(
  finder: LeakFinder,
  message: Buffer,
  inside: readonly string[] = [],
): Promise<readonly LeakFinding[]> {
  const found = await finder.find(wholeInMemory(message), inside, patient(randomUUID()))
  if (!found.ok) throw new Error(found.error)
  return found.value
}
