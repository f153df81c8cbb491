// A file that has no name any more: it holds the body of a large message, and nothing is left behind whatever happens to
// the process. Readers keep their own position, so any number of them may read at once.

import { closeSync, openSync, unlinkSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { MessageBody } from '#core/message/message-content.ts'
import { bufferOctets, returnBuffer, takeBuffer } from './buffer-pool.ts'

export class Spool implements AsyncDisposable {
  readonly #file: FileHandle
  #bytes = 0

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /** Rejects when the folder takes no file. */
  static async open(directory: string): Promise<Spool> {
    return new Spool(await namelessFile(directory))
  }

  /** False when the volume is full or broken. */
  async append(chunk: Buffer): Promise<boolean> {
    try {
      let at = 0
      while (at < chunk.length) {
        const { bytesWritten } = await this.#file.write(chunk, at, chunk.length - at, this.#bytes)
        at += bytesWritten
        this.#bytes += bytesWritten
      }
      return true
    } catch {
      return false
    }
  }

  /** What was appended so far; of no use any more once this is disposed. */
  body(): MessageBody {
    const file = this.#file
    const bytes = this.#bytes
    return { bytes, whole: null, chunks: () => chunksOf(file, bytes) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close()
  }
}

/** The name lives for two system calls in a row, nothing in between. */
async function namelessFile(directory: string): Promise<FileHandle> {
  const path = join(directory, `spool-${process.pid}-${process.hrtime.bigint()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  try {
    return await open(`/proc/self/fd/${descriptor}`, 'r+')
  } finally {
    closeSync(descriptor)
  }
}

async function* chunksOf(file: FileHandle, bytes: number): AsyncGenerator<Buffer> {
  const buffer = takeBuffer()
  for (let at = 0; at < bytes; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(bufferOctets, bytes - at), at)
    if (bytesRead === 0) throw new Error('the spooled message is shorter than it was')
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
  // Only from a reader that asked for all: what another one gave up in the middle may still be on its way to a socket.
  returnBuffer(buffer)
}
