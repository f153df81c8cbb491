// Our own INSTREAM client (clamd(8)): frames of <uint32 length><octets>, ended by a zero length, one answer. The body
// is written only as fast as clamd reads. A message is clean on exactly `stream: OK` and nothing else; every doubt is
// an `error`. Why not an existing client: docs/decisions/0004-virus-scanner.md.

import { connect, type Socket } from 'node:net'
import type { AttachmentMark } from '#core/attachment-mark.ts'
import type { HostPort } from '#core/host-port.ts'
import type { MessageContent } from '#core/message-content.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { drained } from '../drained.ts'
import { markOfSignature } from './mark-signatures.ts'

export type VirusVerdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'virus'; readonly name: string }
  /** No virus, but a kind of file that policy judges, in the message or in an archive of it. */
  | { readonly kind: 'marked'; readonly mark: AttachmentMark }
  /** An archive unpacks to more than clamd looks at: nothing is known of the rest. */
  | { readonly kind: 'unscannable'; readonly limit: string }

export interface ClamdAccess extends HostPort {
  /** When it aborts, nobody waits any more. */
  readonly deadline: AbortSignal
}

const command = Buffer.from('zINSTREAM\0')
const endOfStream = Buffer.alloc(4)
const maxAnswerBytes = 4096
/** What clamd says with AlertExceedsMax (clamd.conf(5)). */
const limitExceeded = 'Heuristics.Limits.Exceeded.'

/** Streams a message through clamd; the verdict comes before the deadline or is an error. */
export function scanWithClamd(
  access: ClamdAccess,
  message: MessageContent,
): Promise<Result<VirusVerdict, string>> {
  return new Promise((settle) => {
    const socket = connect({ host: access.host, port: access.port, noDelay: true })
    const finish = (result: Result<VirusVerdict, string>): void => {
      settle(result)
      socket.destroy()
    }
    access.deadline.addEventListener('abort', () => finish(failed('timed out')), { once: true })
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      answer += text
      if (answer.includes('\0')) finish(parseAnswer(answer))
      else if (answer.length > maxAnswerBytes) finish(failed('answer too long'))
    })
    socket.on('error', (error) => finish(failed(error.message)))
    socket.on('close', () => finish(failed('closed the connection without an answer')))
    socket.once('connect', () => {
      send(socket, message).catch((error: Error) => finish(failed(error.message)))
    })
  })
}

/** clamd may answer (size limit, bad signature database) before it has read everything: then nobody listens any more. */
async function send(socket: Socket, message: MessageContent): Promise<void> {
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

function parseAnswer(answer: string): Result<VirusVerdict, string> {
  if (answer === 'stream: OK\0') return ok({ kind: 'clean' })
  const name = /^stream: ([\x21-\x7e]+) FOUND\0$/.exec(answer)?.[1]
  if (name?.startsWith(limitExceeded))
    return ok({ kind: 'unscannable', limit: name.slice(limitExceeded.length) })
  if (name !== undefined) {
    const mark = markOfSignature(name)
    return ok(mark === null ? { kind: 'virus', name } : { kind: 'marked', mark })
  }
  return failed(`unexpected answer: ${answer.slice(0, 100).replace(/[^\x20-\x7e]/g, '.')}`)
}
