// The questions under way to one resolver on one connected UDP socket: packets of others never come in, and an answer
// counts only with the number and the question that were asked (RFC 5452 §9). The resolver is on the loopback address,
// where nobody else can send as it; so one port may serve for long. The socket keeps no process alive.

import { randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'
import type { DnsAnswer, Question } from './dns-answer.ts'
import { encodeQuestion, idOf, readAnswer } from './dns-message.ts'

interface Waiting {
  readonly question: Question
  settle(answer: DnsAnswer | 'truncated' | 'silent'): void
}

/** Of 65,536 numbers: a free one is found at once. */
const mostUnderWay = 0x4000

export class UdpLink implements Disposable {
  readonly #server: HostPort
  readonly #waiting = new Map<number, Waiting>()
  #socket: Socket | null = null
  #connected: Promise<Socket | null> | null = null

  constructor(server: HostPort) {
    this.#server = server
  }

  /** `silent`: no answer within the time, or nobody listens. */
  async ask(question: Question, timeoutMilliseconds: number): Promise<DnsAnswer | 'truncated' | 'silent'> {
    this.#connected ??= this.#connect()
    const socket = await this.#connected
    if (socket === null || socket !== this.#socket || this.#waiting.size >= mostUnderWay) return 'silent'
    const id = this.#freeId()
    return new Promise((resolve) => {
      const settle: Waiting['settle'] = (answer) => {
        clearTimeout(deadline)
        this.#waiting.delete(id)
        resolve(answer)
      }
      const deadline = setTimeout(settle, timeoutMilliseconds, 'silent')
      this.#waiting.set(id, { question, settle })
      socket.send(encodeQuestion(id, question))
    })
  }

  /** What is under way ends `silent`. */
  [Symbol.dispose](): void {
    this.#socket?.close()
    this.#socket = null
    this.#connected = null
    for (const { settle } of [...this.#waiting.values()]) settle('silent')
  }

  #freeId(): number {
    for (;;) {
      const id = randomInt(0x10000)
      if (!this.#waiting.has(id)) return id
    }
  }

  /** Null when it cannot be reached. */
  #connect(): Promise<Socket | null> {
    const { host, port } = this.#server
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
    this.#socket = socket
    socket.unref()
    socket.on('message', (packet) => this.#receive(packet))
    return new Promise((resolve) => {
      // Of the kernel: nobody listens there. The next question tries with a new socket.
      socket.on('error', () => {
        if (this.#socket === socket) this[Symbol.dispose]()
      })
      socket.once('close', () => resolve(null))
      socket.once('connect', () => resolve(socket))
      socket.connect(port, host)
    })
  }

  #receive(packet: Buffer): void {
    const id = idOf(packet)
    const waiting = id === null ? undefined : this.#waiting.get(id)
    const answer = waiting === undefined ? null : readAnswer(packet, waiting.question)
    if (answer !== null) waiting?.settle(answer)
  }
}
