// The command INSTREAM of clamd(8): frames of <uint32 length><octets>, ended by a zero length. The body is written only as
// fast as clamd reads. Why not an existing client: docs/decisions/0004-virus-scanner.md.

import type { Socket } from 'node:net'
import type { MessageBody, MessageContent } from '#core/message/message-content.ts'
import { writeFlushed } from '../write-flushed.ts'

const command = Buffer.from('zINSTREAM\0')
const endOfStream = Buffer.alloc(4)

/**
 * Resolves when all is written, or when nobody takes it any more: clamd may answer (size limit, bad signature database)
 * before it has read everything. Rejects when the message cannot be read.
 */
export async function sendInStream(socket: Socket, { head, body }: MessageContent): Promise<void> {
  // In few pieces: each costs more than to copy a header.
  const opening = Buffer.concat([command, frameLength(head), head])
  if (body.whole === null) {
    socket.write(opening)
    await sendSpooled(socket, body)
  } else {
    socket.cork()
    socket.write(Buffer.concat([opening, frameLength(body.whole)]))
    socket.write(body.whole)
  }
  socket.write(endOfStream)
  socket.uncork()
}

async function sendSpooled(socket: Socket, body: MessageBody): Promise<void> {
  for await (const chunk of body.chunks()) {
    if (socket.destroyed) return
    socket.write(frameLength(chunk))
    await writeFlushed(socket, chunk)
  }
}

/** An empty frame would end the stream, so it is left out. */
function frameLength({ length }: Buffer): Buffer {
  if (length === 0) return Buffer.alloc(0)
  const octets = Buffer.allocUnsafe(4)
  octets.writeUInt32BE(length)
  return octets
}
