// A spool on its way to the disk in pieces of one size: each write is a turn of another thread, and what a socket gave is let
// go of at once. Held until enough of it had come, buffers of sockets outlived the young generation and were a hundred
// megabytes of garbage before V8 looked at the old one.

import type { MessageBody } from '#core/message/message-content.ts'
import { bufferOctets, returnBuffer, takeBuffer } from './buffer-pool.ts'
import { memoryBudget } from './message-memory.ts'
import { Spool } from './spool.ts'

/** Of all sessions together, apart from what messages in memory take: slow clients keep a stage each and nobody from anything. */
const stages = memoryBudget(64 * bufferOctets)

export class StagedSpool implements AsyncDisposable {
  readonly #spool: Spool
  #stage: Buffer | null = null
  #filled = 0

  private constructor(spool: Spool) {
    this.#spool = spool
  }

  /** Rejects when the folder takes no file. */
  static async open(directory: string): Promise<StagedSpool> {
    return new StagedSpool(await Spool.open(directory))
  }

  /** Without a free stage each piece is written as it comes. False when the volume is full or broken. */
  async append(chunk: Buffer): Promise<boolean> {
    if (this.#stage === null && stages.take(bufferOctets)) this.#stage = takeBuffer()
    if (this.#stage === null) return await this.#spool.append(chunk)
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(this.#stage, this.#filled, at)
      this.#filled += copied
      at += copied
      if (this.#filled === this.#stage.length && !(await this.#write(this.#stage))) return false
    }
    return true
  }

  /** After the last piece; false when the volume is full or broken. */
  async flush(): Promise<boolean> {
    const isWritten = this.#stage === null || (await this.#write(this.#stage.subarray(0, this.#filled)))
    this.#unstage()
    return isWritten
  }

  /** What was appended before the flush. */
  body(): MessageBody {
    return this.#spool.body()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unstage()
    await this.#spool[Symbol.asyncDispose]()
  }

  async #write(staged: Buffer): Promise<boolean> {
    this.#filled = 0
    return await this.#spool.append(staged)
  }

  #unstage(): void {
    if (this.#stage === null) return
    returnBuffer(this.#stage)
    stages.give(bufferOctets)
    this.#stage = null
  }
}
