// A body that rests in an open file. Readers keep their own position, so any number of them may read at once.

import type { FileHandle } from 'node:fs/promises'
import type { MessageBody } from '#core/message-content.ts'

const readBytes = 256 * 1024

export const bodyInFile = (file: FileHandle, bytes: number): MessageBody => ({
  bytes,
  whole: null,
  async *chunks() {
    for (let at = 0; at < bytes; ) {
      const buffer = Buffer.allocUnsafe(Math.min(readBytes, bytes - at))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) throw new Error('the spooled message is shorter than it was')
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  },
})
