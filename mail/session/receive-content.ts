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
import { HeldOctets, type MemoryBudget } from './held-octets.ts'
import { Spool } from './spool.ts'

export interface ContentLimits {
  readonly maxMessageBytes: number
  readonly spoolDirectory: string
  /** Of all sessions together. */
  readonly memory: MemoryBudget
}

/** What was not kept: why, and how much came. */
export interface RefusedContent {
  readonly reply: SmtpReply
  readonly bytes: number
}

/** The content with the duty to let go of it. */
export type ReceivedContent = MessageContent & AsyncDisposable

/** Beyond this a message is spooled; its header section must end before. */
const memoryBytes = 1 << 20

/**
 * Reads to the end of data in any case. Rejects when the connection ends before the data does; `endless` is told once when
 * there is so much more than allowed that the end need not be waited for.
 */
export async function receiveContent(
  stream: AsyncIterable<Buffer>,
  limits: ContentLimits,
  endless: (bytes: number) => void,
): Promise<Result<ReceivedContent, RefusedContent>> {
  const intake = new Intake(limits)
  const patience = 2 * limits.maxMessageBytes
  try {
    for await (const chunk of stream) {
      const before = intake.bytes
      await intake.take(chunk)
      if (before <= patience && intake.bytes > patience) endless(intake.bytes)
    }
  } catch (error) {
    await intake.letGo()
    throw error
  }
  return intake.end()
}

/** What there is of one message so far. */
class Intake {
  bytes = 0
  readonly #limits: ContentLimits
  readonly #held: HeldOctets
  #refusal: SmtpReply | null = null
  #spooled: Spooled | null = null

  constructor(limits: ContentLimits) {
    this.#limits = limits
    this.#held = new HeldOctets(limits.memory)
  }

  async take(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length
    if (this.#refusal !== null) return
    this.#refusal = wrongWith(chunk, this.bytes, this.#limits) ?? (await this.#keep(chunk))
    if (this.#refusal !== null) await this.letGo()
  }

  async end(): Promise<Result<ReceivedContent, RefusedContent>> {
    if (this.#refusal !== null) return failed({ reply: this.#refusal, bytes: this.bytes })
    return ok(this.#spooled === null ? inMemory(this.#held) : onSpool(this.#spooled, this.#held))
  }

  async letGo(): Promise<void> {
    this.#held.release()
    await this.#spooled?.spool[Symbol.asyncDispose]()
    this.#spooled = null
  }

  async #keep(chunk: Buffer): Promise<SmtpReply | null> {
    if (this.#spooled !== null) return (await this.#spooled.spool.append(chunk)) ? null : insufficientStorage
    if (this.bytes <= memoryBytes && this.#held.add(chunk)) return null
    const moved = await moveToSpool(this.#held, chunk, this.#limits)
    if (!moved.ok) return moved.error
    this.#spooled = moved.value
    return null
  }
}

function wrongWith(chunk: Buffer, bytes: number, { maxMessageBytes }: ContentLimits): SmtpReply | null {
  if (bytes > maxMessageBytes) return messageTooLarge
  return chunk.includes(0) ? nulInMessage : null
}

function inMemory(held: HeldOctets): ReceivedContent {
  const message = held.whole()
  // The pieces go, the budget keeps counting the whole that was made of them.
  held.release(message.length)
  const length = headLength(message) ?? message.length
  return {
    head: message.subarray(0, length),
    body: bodyInMemory(message.subarray(length)),
    async [Symbol.asyncDispose]() {
      held.release()
    },
  }
}

interface Spooled {
  readonly head: Buffer
  readonly spool: Spool
}

const onSpool = ({ head, spool }: Spooled, held: HeldOctets): ReceivedContent => ({
  head,
  body: spool.body(),
  async [Symbol.asyncDispose]() {
    held.release()
    await spool[Symbol.asyncDispose]()
  },
})

/** Holds the header section from then on, and no more. */
async function moveToSpool(
  held: HeldOctets,
  chunk: Buffer,
  { spoolDirectory }: ContentLimits,
): Promise<Result<Spooled, SmtpReply>> {
  const known = Buffer.concat([held.whole(), chunk])
  const length = headLength(known)
  // Only the budget brings a message here before its header section may be called too large: better luck later.
  if (length === null) return failed(known.length > memoryBytes ? headerTooLarge : insufficientStorage)
  // However its octets arrived: the end may come with the piece that passes the bound.
  if (length > memoryBytes) return failed(headerTooLarge)
  held.release(length)
  const spool = await Spool.open(spoolDirectory).catch(() => null)
  if (spool === null) return failed(insufficientStorage)
  // A copy: a part of what is known would keep all of it.
  if (await spool.append(known.subarray(length)))
    return ok({ head: Buffer.from(known.subarray(0, length)), spool })
  await spool[Symbol.asyncDispose]()
  return failed(insufficientStorage)
}
