// One connection to clamd with IDSESSION (clamd(8)): scans one after another, never two at once. clamd numbers its answers,
// so none can be taken for that of another message. Whatever is not exactly the answer that was asked for ends the session.

import { connect, type Socket } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import { failed, type Result } from '#core/result.ts'
import { sendInStream } from './instream.ts'
import { parseScanAnswer, type ScanAnswer } from './scan-answer.ts'

export interface ScanFailure {
  readonly cause: string
  /** Clamd had taken leave of a session that was used before, and may not have looked at this message at all. */
  readonly stale: boolean
}

type Outcome = Result<ScanAnswer, ScanFailure>

interface UnderWay {
  readonly settle: (outcome: Outcome) => void
  /** The whole message is on its way: no answer is one before. */
  sent: boolean
  givenUp: boolean
  /** Called once clamd is no longer at it. */
  readonly ended: () => void
}

export interface Scan {
  /** Comes before the deadline or is an error. */
  readonly outcome: Promise<Outcome>
  /** Clamd is at it no more: it looks at what it was given to the end, whoever waits for the answer. */
  readonly ended: Promise<void>
}

const maxAnswerBytes = 4096
/** Well within the time after which clamd closes a session that asks nothing (ReadTimeout, clamd.conf(5)). */
const idleMilliseconds = 15_000
/** What clamd says to whom it has waited for in vain; the next command may cross it on the way. */
const farewell = 'COMMAND READ TIMED OUT\n'

export interface SessionAccess extends HostPort {
  /** How long clamd may go on with a message that nobody waits for any more. */
  readonly longestScanMilliseconds: number
}

export class ClamdSession implements Disposable {
  readonly #socket: Socket
  readonly #longestScanMilliseconds: number
  #scans = 0
  #answer = ''
  #underWay: UnderWay | null = null

  constructor({ host, port, longestScanMilliseconds }: SessionAccess) {
    this.#longestScanMilliseconds = longestScanMilliseconds
    const socket = connect({ host, port, noDelay: true })
    this.#socket = socket
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.#take(text))
    socket.on('error', (error) => this.#break(error.message))
    socket.on('close', () => this.#break('closed the connection without an answer'))
    socket.on('timeout', () => (this.usable ? this[Symbol.dispose]() : this.#break('timed out')))
    socket.write('zIDSESSION\0')
  }

  /** Nothing is under way, and nothing speaks against another scan. */
  get usable(): boolean {
    return this.#underWay === null && this.#socket.writable
  }

  /** When `deadline` aborts, nobody waits any more, and half a message is taken back. */
  scan(message: MessageContent, deadline: AbortSignal): Scan {
    const answered = Promise.withResolvers<Outcome>()
    const over = Promise.withResolvers<void>()
    const late = (): void => this.#giveUp()
    deadline.addEventListener('abort', late, { once: true })
    const settle = (outcome: Outcome): void => {
      deadline.removeEventListener('abort', late)
      answered.resolve(outcome)
    }
    this.#send(message, { settle, ended: over.resolve, sent: false, givenUp: false })
    return { outcome: answered.promise, ended: over.promise }
  }

  /** Does nothing while somebody waits for an answer. */
  [Symbol.dispose](): void {
    if (this.usable) {
      this.#socket.end('zEND\0')
      this.#socket.destroySoon()
    } else if (this.#underWay === null || this.#underWay.givenUp) this.#socket.destroy()
  }

  #send(message: MessageContent, underWay: UnderWay): void {
    this.#scans += 1
    this.#underWay = underWay
    this.#socket.setTimeout(0)
    sendInStream(this.#socket, message).then(
      () => {
        underWay.sent = true
      },
      (error: Error) => this.#break(error.message),
    )
  }

  #giveUp(): void {
    if (!this.#underWay?.sent) this.#break('timed out')
    else {
      this.#underWay.givenUp = true
      this.#underWay.settle(failed({ cause: 'timed out', stale: false }))
      this.#socket.setTimeout(this.#longestScanMilliseconds)
    }
  }

  #take(text: string): void {
    this.#answer += text
    if (this.#underWay === null) this.#break('said something unasked')
    else if (this.#answer.includes('\0')) this.#conclude(this.#underWay)
    else if (this.#answer.length > maxAnswerBytes) this.#break('answer too long')
  }

  #conclude({ settle, sent, ended }: UnderWay): void {
    const verdict = sent ? this.#verdict() : failed('answered before the end of the message')
    if (!verdict.ok) this.#break(verdict.error)
    else {
      this.#underWay = null
      this.#answer = ''
      this.#socket.setTimeout(idleMilliseconds)
      settle(verdict)
      ended()
    }
  }

  #verdict(): Result<ScanAnswer, string> {
    const number = `${this.#scans}: `
    if (this.#answer.startsWith(number)) return parseScanAnswer(this.#answer.slice(number.length))
    return failed(`not the answer to scan ${this.#scans}`)
  }

  #break(cause: string): void {
    this.#socket.destroy()
    const stale = this.#scans > 1 && (this.#answer === '' || this.#answer === farewell)
    this.#underWay?.settle(failed({ cause, stale }))
    this.#underWay?.ended()
    this.#underWay = null
  }
}
