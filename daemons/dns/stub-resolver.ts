// Asks our own resolvers and no other (a stub resolver, RFC 1123 §6.1.3.1): one after the other, by UDP, and by TCP what is
// too long for it.

import { randomInt } from 'node:crypto'
import type { HostPort } from '#core/address/host-port.ts'
import type { Clock } from '#core/clock.ts'
import type { DnsAnswer, Question } from './dns-answer.ts'
import { encodeQuestion, idOf, readAnswer } from './dns-message.ts'
import { exchangeByTcp } from './exchange-by-tcp.ts'
import { UdpLink } from './udp-link.ts'

export interface StubResolverOptions {
  /** In the order in which they are asked. */
  readonly servers: readonly HostPort[]
  /** How often each is asked when it says nothing. */
  readonly tries: number
  readonly tryMilliseconds: number
  readonly clock: Clock
}

interface Server {
  readonly at: HostPort
  readonly link: UdpLink
  /** Since when it says nothing. */
  silentSince: number | null
}

/** For so long one that said nothing is asked after the others, so that not every question waits for it. */
const avoidedMilliseconds = 5_000

export class StubResolver implements Disposable {
  readonly #options: StubResolverOptions
  readonly #servers: readonly Server[]
  #closed = false

  constructor(options: StubResolverOptions) {
    this.#options = options
    this.#servers = options.servers.map((at) => ({ at, link: new UdpLink(at), silentSince: null }))
  }

  /** Never rejects. One that fails to say is not asked again, the next one is. */
  async ask(question: Question): Promise<DnsAnswer> {
    const failures = new Map<Server, DnsAnswer>()
    for (let round = 0; round < this.#options.tries; round += 1)
      for (const server of this.#inOrder()) {
        if (this.#closed) return { kind: 'failure', code: 'ECANCELLED' }
        if (failures.has(server)) continue
        const answer = await this.#askServer(server, question)
        if (answer === 'silent') continue
        if (answer.kind !== 'failure') return answer
        failures.set(server, answer)
      }
    const [failure] = failures.values()
    return failure ?? { kind: 'failure', code: this.#closed ? 'ECANCELLED' : 'ETIMEOUT' }
  }

  /** What is under way fails. */
  [Symbol.dispose](): void {
    this.#closed = true
    for (const { link } of this.#servers) link[Symbol.dispose]()
  }

  async #askServer(server: Server, question: Question): Promise<DnsAnswer | 'silent'> {
    const { clock, tryMilliseconds } = this.#options
    const answer = await server.link.ask(question, tryMilliseconds)
    server.silentSince = answer === 'silent' ? clock.now() : null
    return answer === 'truncated' ? askByTcp(server.at, question, tryMilliseconds) : answer
  }

  #inOrder(): readonly Server[] {
    const now = this.#options.clock.now()
    const isAvoided = ({ silentSince }: Server): boolean =>
      silentSince !== null && Math.abs(now - silentSince) < avoidedMilliseconds
    return this.#servers.toSorted((one, other) => Number(isAvoided(one)) - Number(isAvoided(other)))
  }
}

// One question over TCP, for an answer that is too long for a UDP packet.
/** `silent`: no answer to this question within the time. */
async function askByTcp(
  server: HostPort,
  question: Question,
  timeoutMilliseconds: number,
): Promise<DnsAnswer | 'silent'> {
  const id = randomInt(0x10000)
  const packet = await exchangeByTcp(server, encodeQuestion(id, question), timeoutMilliseconds)
  const answer = packet !== null && idOf(packet) === id ? readAnswer(packet, question) : null
  return answer === null || answer === 'truncated' ? 'silent' : answer
}
