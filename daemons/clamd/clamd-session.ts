// One connection to clamd with IDSESSION (clamd(8)): scans one after another, never two at once. clamd numbers its answers,
// so none can be taken for that of another message. Whatever is not exactly the answer that was asked for ends the session.

import { connect, type Socket } from 'node:net'
import type { HostPort } from '#core/host-port.ts'
import type { MessageContent } from '#core/message-content.ts'
import { failed, type Result } from '#core/result.ts'
import { sendInStream } from './instream.ts'
import { parseScanAnswer, type VirusVerdict } from './scan-answer.ts'

export interface ScanFailure {
  readonly cause: string
  /** Clamd had taken leave of a session that was used before, and may not have looked at this message at all. */
  readonly stale: boolean
}

type Outcome = Result<VirusVerdict, ScanFailure>

interface UnderWay {
  readonly settle: (outcome: Outcome) => void
  /** The whole message is on its way: no answer is one before. */
  sent: boolean
}

const maxAnswerBytes = 4096
/** Well within the time after which clamd closes a session that asks nothing (ReadTimeout, clamd.conf(5)). */
const idleMilliseconds = 15_000
/** What clamd says to whom it has waited for in vain; the next command may cross it on the way. */
const farewell = 'COMMAND READ TIMED OUT\n'

export class ClamdSession implements Disposable {
  readonly #socket: Socket
  #scans = 0
  #answer = ''
  #underWay: UnderWay | null = null

  constructor({ host, port }: HostPort) {
    const socket = connect({ host, port, noDelay: true })
    this.#socket = socket
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.#take(text))
    socket.on('error', (error) => this.#break(error.message))
    socket.on('close', () => this.#break('closed the connection without an answer'))
    socket.on('timeout', () => this[Symbol.dispose]())
    socket.write('zIDSESSION\0')
  }

  /** Nothing is under way, and nothing speaks against another scan. */
  get usable(): boolean {
    return this.#underWay === null && this.#socket.writable
  }

  /** When `deadline` aborts, nobody waits any more: the session ends, so that clamd may stop as well. */
  async scan(message: MessageContent, deadline: AbortSignal): Promise<Outcome> {
    const late = (): void => this.#break('timed out')
    deadline.addEventListener('abort', late, { once: true })
    try {
      return await this.#ask(message)
    } finally {
      deadline.removeEventListener('abort', late)
    }
  }

  [Symbol.dispose](): void {
    if (this.usable) this.#socket.end('zEND\0')
    this.#socket.destroySoon()
  }

  #ask(message: MessageContent): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const underWay: UnderWay = { settle: resolve, sent: false }
    this.#scans += 1
    this.#underWay = underWay
    this.#socket.setTimeout(0)
    sendInStream(this.#socket, message).then(
      () => {
        underWay.sent = true
      },
      (error: Error) => this.#break(error.message),
    )
    return promise
  }

  #take(text: string): void {
    this.#answer += text
    if (this.#underWay === null) this.#break('said something unasked')
    else if (this.#answer.includes('\0')) this.#conclude(this.#underWay)
    else if (this.#answer.length > maxAnswerBytes) this.#break('answer too long')
  }

  #conclude({ settle, sent }: UnderWay): void {
    const verdict = sent ? this.#verdict() : failed('answered before the end of the message')
    if (!verdict.ok) this.#break(verdict.error)
    else {
      this.#underWay = null
      this.#answer = ''
      this.#socket.setTimeout(idleMilliseconds)
      settle(verdict)
    }
  }

  #verdict(): Result<VirusVerdict, string> {
    const number = `${this.#scans}: `
    if (this.#answer.startsWith(number)) return parseScanAnswer(this.#answer.slice(number.length))
    return failed(`not the answer to scan ${this.#scans}`)
  }

  #break(cause: string): void {
    this.#socket.destroy()
    const stale = this.#scans > 1 && (this.#answer === '' || this.#answer === farewell)
    this.#underWay?.settle(failed({ cause, stale }))
    this.#underWay = null
  }
}
