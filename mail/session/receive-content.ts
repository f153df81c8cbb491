// Takes the data of one message off the wire: in memory while it is small, then on a spool, from the beginning where it is
// announced as large. What is refused anyway is read and forgotten.

import { bodyInMemory, type MessageContent } from '#core/message/message-content.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  headerTooLarge,
  insufficientStorage,
  messageTooLarge,
  nulInMessage,
  type SmtpReply,
} from '#core/smtp/smtp-reply.ts'
import { headerLength } from './header-length.ts'
import { type MemoryBudget, MessageMemory } from './message-memory.ts'
import { StagedSpool } from './staged-spool.ts'

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

export interface Expected {
  /** What MAIL announced (RFC 1870), null when nothing: a hint where to keep it, of no other consequence. */
  readonly octets: number | null
  /** Told once when there is so much more than allowed that the end need not be waited for. */
  readonly endless: (bytes: number) => void
}

/** Beyond this a message is spooled; its header section must end before. */
const memoryBytes = 1 << 20
/** The same for one that is announced as larger: nearly every header section ends before. */
const spooledSoonBytes = 64 * 1024
/** Reads to the end of data in any case. Rejects when the connection ends before the data does. */
export async function receiveContent(
  stream: AsyncIterable<Buffer>,
  limits: ContentLimits,
  { octets, endless }: Expected,
): Promise<Result<ReceivedContent, RefusedContent>> {
  const intake = new Intake(limits, octets ?? 0)
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
  /** Before it is spooled all of it, afterwards the header section, which this only counts. */
  readonly #held: MessageMemory
  #spooledBeyond: number
  #refusal: SmtpReply | null = null
  #spooled: Spooled | null = null

  constructor(limits: ContentLimits, announced: number) {
    this.#limits = limits
    this.#held = new MessageMemory(limits.memory)
    this.#spooledBeyond = announced > memoryBytes ? spooledSoonBytes : memoryBytes
  }

  async take(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length
    if (this.#refusal !== null) return
    this.#refusal = wrongWith(chunk, this.bytes, this.#limits) ?? (await this.#keep(chunk))
    if (this.#refusal !== null) await this.letGo()
  }

  async end(): Promise<Result<ReceivedContent, RefusedContent>> {
    const isWritten = this.#spooled === null || (await this.#spooled.spool.flush())
    this.#refusal ??= isWritten ? null : insufficientStorage
    if (this.#refusal === null)
      return ok(this.#spooled === null ? inMemory(this.#held) : onSpool(this.#spooled, this.#held))
    await this.letGo()
    return failed({ reply: this.#refusal, bytes: this.bytes })
  }

  async letGo(): Promise<void> {
    this.#held.release()
    await this.#spooled?.spool[Symbol.asyncDispose]()
    this.#spooled = null
  }

  async #keep(chunk: Buffer): Promise<SmtpReply | null> {
    if (this.#spooled !== null) return (await this.#spooled.spool.append(chunk)) ? null : insufficientStorage
    if (this.bytes <= this.#spooledBeyond && this.#held.add(chunk)) return null
    const parts = [...this.#held.parts(), chunk]
    const head = headOf(parts)
    if (head === null && this.bytes <= memoryBytes && this.#held.add(chunk)) {
      // Doubled, so that a header section in small pieces is not looked through for each of them.
      this.#spooledBeyond = Math.min(2 * this.bytes, memoryBytes)
      return null
    }
    // Only the budget brings a message here before its header section may be called too large: better luck later.
    if (head === null) return this.bytes > memoryBytes ? headerTooLarge : insufficientStorage
    // However its octets arrived: the end may come with the piece that passes the bound.
    if (head.length > memoryBytes) return headerTooLarge
    this.#held.release(head.length)
    const spool = await StagedSpool.open(this.#limits.spoolDirectory).catch(() => null)
    if (spool === null) return insufficientStorage
    this.#spooled = { head, spool }
    for (const part of behind(parts, head.length)) {
      if (!(await spool.append(part))) return insufficientStorage
    }
    return null
  }
}

/** A copy: a part of what is known would keep all of it. Null while the header section goes on. */
function headOf(parts: readonly Buffer[]): Buffer | null {
  for (let count = 1; ; count *= 2) {
    const known = Buffer.concat(parts.slice(0, count))
    const length = headerLength(known)
    if (length !== null) return Buffer.from(known.subarray(0, length))
    if (count >= parts.length) return null
  }
}

/** What follows the first so many octets. */
function behind(parts: readonly Buffer[], octets: number): Buffer[] {
  let left = octets
  return parts.flatMap((part) => {
    const skipped = Math.min(left, part.length)
    left -= skipped
    return skipped < part.length ? [part.subarray(skipped)] : []
  })
}

function wrongWith(chunk: Buffer, bytes: number, { maxMessageBytes }: ContentLimits): SmtpReply | null {
  if (bytes > maxMessageBytes) return messageTooLarge
  return chunk.includes(0) ? nulInMessage : null
}

function inMemory(held: MessageMemory): ReceivedContent {
  const message = held.whole()
  // The pieces go, the budget keeps counting the whole that was made of them.
  held.release(message.length)
  const length = headerLength(message) ?? message.length
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
  readonly spool: StagedSpool
}

const onSpool = ({ head, spool }: Spooled, held: MessageMemory): ReceivedContent => ({
  head,
  body: spool.body(),
  async [Symbol.asyncDispose]() {
    held.release()
    await spool[Symbol.asyncDispose]()
  },
})
