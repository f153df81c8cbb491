// Takes the data of one message off the wire: in memory while it is small, then on a spool. What is refused anyway is
// read and forgotten.

import { bodyInMemory, type MessageContent } from '#core/message-content.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  headerTooLarge,
  insufficientStorage,
  messageTooLarge,
  nulInMessage,
  type SmtpReply,
} from '#core/smtp-reply.ts'
import { headLength } from './head-length.ts'
import { Spool } from './spool.ts'

export interface ContentLimits {
  readonly maxMessageBytes: number
  readonly spoolDirectory: string
}

/** The content with the duty to let go of it. */
export type ReceivedContent = MessageContent & AsyncDisposable

/** Beyond this a message is spooled; its header section must end before. */
const memoryBytes = 1 << 20

/** Reads to the end of data in any case. Rejects when the connection ends before the data does. */
export async function receiveContent(
  stream: AsyncIterable<Buffer>,
  limits: ContentLimits,
): Promise<Result<ReceivedContent, SmtpReply>> {
  const start: Buffer[] = []
  let bytes = 0
  let refusal: SmtpReply | null = null
  let spooled: Spooled | null = null
  try {
    for await (const chunk of stream) {
      bytes += chunk.length
      refusal ??= wrongWith(chunk, bytes, limits)
      if (refusal !== null) continue
      if (spooled === null && bytes > memoryBytes) {
        const moved: Result<Spooled, SmtpReply> = await moveToSpool(start, limits)
        if (moved.ok) spooled = moved.value
        else refusal = moved.error
      }
      if (spooled === null) start.push(chunk)
      else if (!(await spooled.spool.append(chunk))) refusal = insufficientStorage
    }
  } catch (error) {
    await spooled?.spool[Symbol.asyncDispose]()
    throw error
  }
  if (refusal !== null) {
    await spooled?.spool[Symbol.asyncDispose]()
    return failed(refusal)
  }
  return ok(spooled === null ? inMemory(Buffer.concat(start, bytes)) : onSpool(spooled))
}

function wrongWith(chunk: Buffer, bytes: number, { maxMessageBytes }: ContentLimits): SmtpReply | null {
  if (bytes > maxMessageBytes) return messageTooLarge
  return chunk.includes(0) ? nulInMessage : null
}

function inMemory(message: Buffer): ReceivedContent {
  const length = headLength(message) ?? message.length
  return {
    head: message.subarray(0, length),
    body: bodyInMemory(message.subarray(length)),
    async [Symbol.asyncDispose]() {},
  }
}

interface Spooled {
  readonly head: Buffer
  readonly spool: Spool
}

const onSpool = ({ head, spool }: Spooled): ReceivedContent => ({
  head,
  body: spool.body(),
  [Symbol.asyncDispose]: () => spool[Symbol.asyncDispose](),
})

/** Empties `start`. */
async function moveToSpool(
  start: Buffer[],
  { spoolDirectory }: ContentLimits,
): Promise<Result<Spooled, SmtpReply>> {
  const known = Buffer.concat(start.splice(0))
  const length = headLength(known)
  if (length === null) return failed(headerTooLarge)
  const spool = await Spool.open(spoolDirectory).catch(() => null)
  if (spool === null) return failed(insufficientStorage)
  if (await spool.append(known.subarray(length))) return ok({ head: known.subarray(0, length), spool })
  await spool[Symbol.asyncDispose]()
  return failed(insufficientStorage)
}
