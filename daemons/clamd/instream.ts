// The command INSTREAM of clamd(8): frames of <uint32 length><octets>, ended by a zero length. The body is written only as
// fast as clamd reads. Why not an existing client: docs/decisions/0004-virus-scanner.md.

import type { Socket } from 'node:net'
import type { MessageContent } from '#core/message-content.ts'
import { drained } from '../drained.ts'

const command = Buffer.from('zINSTREAM\0')
const endOfStream = Buffer.alloc(4)

/**
 * Resolves when all is written, or when nobody takes it any more: clamd may answer (size limit, bad signature database)
 * before it has read everything. Rejects when the message cannot be read.
 */
export async function sendInStream(socket: Socket, message: MessageContent): Promise<void> {
  socket.cork()
  socket.write(command)
  writeFrame(socket, message.head)
  if (message.body.whole !== null) writeFrame(socket, message.body.whole)
  else await sendSpooled(socket, message)
  socket.write(endOfStream)
  socket.uncork()
}

async function sendSpooled(socket: Socket, message: MessageContent): Promise<void> {
  socket.uncork()
  for await (const chunk of message.body.chunks()) {
    if (socket.destroyed) return
    if (!writeFrame(socket, chunk)) await drained(socket)
  }
}

/** An empty frame would end the stream, so it is left out. */
function writeFrame(socket: Socket, bytes: Buffer): boolean {
  if (bytes.length === 0) return true
  const length = Buffer.allocUnsafe(4)
  length.writeUInt32BE(bytes.length)
  socket.write(length)
  return socket.write(bytes)
}
