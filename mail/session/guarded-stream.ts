// Stands between the socket and the library's parser, which takes a bare LF for a line end and a NUL for a character:
// commands reach it one whole, checked line at a time, data is looked at and freed of its dots.

import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { earlyTalker, type SmtpReply } from '#core/smtp/smtp-reply.ts'
import { wrongWithLine } from './command-line.ts'
import { DotUnstuffing } from './dot-unstuffing.ts'
import { type LineEndings, lineEndings } from './line-endings.ts'

/** Commands handled in one go before other connections get their turn. */
const commandsInOneGo = 50

const lf = 0x0a

type Next = (error?: Error | null) => void

export class GuardedStream extends SMTPStream {
  /** Called once, for octets that must not be answered in any other way; nothing is read afterwards. */
  onbadcommand: (reply: SmtpReply) => void = () => {}
  /** False while the client has to wait for the greeting. */
  mayTalk: () => boolean = () => true
  /** Called when octets arrive that nobody will ever look at. */
  ondiscarded: () => void = () => {}
  #partial: Buffer = Buffer.alloc(0)
  #data: LineEndings = lineEndings()
  #dots = new DotUnstuffing()
  #refused = false

  /** Of the DATA that began last. */
  get lineEndings(): LineEndings {
    return this.#data
  }

  override startDataMode(maxBytes?: number) {
    this.#data = lineEndings()
    this.#dots = new DotUnstuffing()
    return super.startDataMode(maxBytes)
  }

  /** The library's would take a turn of the event loop for each line that begins with a dot. */
  override _feedDataStream(chunk: Buffer, done: Next) {
    const { _dataStream: stream } = this
    const { content, rest } = this.#dots.read(chunk)
    this._countDataBytes(content.length)
    if (rest !== null) return this._endDataMode(content, rest, done)
    if (stream === null || content.length === 0 || !stream.writable || stream.write(content)) return done()
    if (stream.destroyed) return done()
    // A stream that is destroyed never drains.
    const ready = (): void => {
      stream.off('drain', ready).off('close', ready)
      done()
    }
    stream.on('drain', ready).on('close', ready)
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, next: Next) {
    if (this.isClosed || this.#refused) {
      this.ondiscarded()
      return next()
    }
    if (!this.mayTalk()) return this.#refuse(earlyTalker, next)
    if (this._dataMode) {
      this.#data.read(chunk)
      return super._write(chunk, encoding, next)
    }
    const input = this.#partial.length === 0 ? chunk : Buffer.concat([this.#partial, chunk])
    this.#partial = Buffer.alloc(0)
    this.#commands(input, next)
  }

  /** Command handlers may answer at once or later; a loop for the first kind keeps the stack flat. */
  #commands(input: Buffer, next: Next, done = 0) {
    let rest = input
    for (let count = done; ; count++) {
      if (this.isClosed || this._dataMode) return rest.length > 0 ? this._write(rest, 'binary', next) : next()
      const end = rest.indexOf(lf)
      const line = end < 0 ? rest : rest.subarray(0, end + 1)
      rest = rest.subarray(line.length)
      const reply = wrongWithLine({ octets: line, complete: end >= 0, followed: rest.length > 0 })
      if (reply !== null) return this.#refuse(reply, next)
      if (end < 0) {
        this.#partial = Buffer.from(line)
        return next()
      }
      if (count >= commandsInOneGo) {
        const later = rest
        setImmediate(() => super._write(line, 'binary', () => this.#commands(later, next)))
        return
      }
      if (!this.#answeredAtOnce(line, rest, next)) return
    }
  }

  /** False when the rest is handled by the callback, once the handler is done. */
  #answeredAtOnce(line: Buffer, rest: Buffer, next: Next): boolean {
    let waiting = false
    let answered = false
    super._write(line, 'binary', (error) => {
      answered = true
      if (error) next(error)
      else if (waiting) this.#commands(rest, next)
    })
    waiting = true
    return answered
  }

  #refuse(reply: SmtpReply, next: Next) {
    this.#refused = true
    this.onbadcommand(reply)
    next()
  }
}
