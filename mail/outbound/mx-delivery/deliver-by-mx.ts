// One message to one domain: to the first of its mail hosts that takes it, with as much protection as it demands, and one
// answer for each recipient. Who is put off before the content is asked for at one host more.

import { isAscii } from 'node:buffer'
import { isIP } from 'node:net'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { TlsSessions } from '#core/deliverability/tls-session.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { DeliveryAttempt, RecipientAnswer, TakenBy } from '#core/smtp/delivery-attempt.ts'
import { answersOf, deferred, type MxFailure, worse } from './mx-failure.ts'
import { findRoute, type RoutePorts, type Target } from './route/find-route.ts'
import { hostAddresses } from './route/host-addresses.ts'
import { deliverToTarget, noAnswers, type Served } from './session/deliver-to-target.ts'
import type { Credentials, SessionPorts } from './session/open-session.ts'
import type { SessionPool } from './session/session-pool.ts'
import { tlsSessionOf, tlsSessionRefused } from './tls/describe-tls-session.ts'
import { findDemand } from './tls/find-demand.ts'
import type { PolicyFor, StsInForce } from './tls/sts-policies.ts'
import type { TlsDemand } from './tls/tls-demand.ts'

export interface MxDeliveryPorts extends RoutePorts, SessionPorts {
  /** Of mail hosts: 25 (RFC 5321 §4.5.4.2). */
  readonly port: number
  readonly pool: SessionPool
  readonly policyFor: PolicyFor
  readonly tlsSessions: TlsSessions
  /** Null: to the mail hosts of each domain. */
  readonly relay: Relay | null
}

/** One server of somebody else that takes all our mail. Its address is the operator's word, and may be a private one. */
export interface Relay {
  readonly host: string
  readonly port: number
  /** It must show a certificate that a public authority vouches for; always where there are credentials. */
  readonly verified: boolean
  readonly credentials: Credentials | null
}

export interface MxMessage {
  readonly reversePath: ReversePath
  readonly recipients: readonly EmailAddress[]
  /** As it is sent, signed; lines end in CRLF. */
  readonly content: Buffer
  readonly smtputf8: boolean
}

/** When `leaving` aborts, what has not reached its last dot is broken off; what has waits for its answer. */
export type DeliverByMx = (
  message: MxMessage,
  destination: Destination,
  leaving: AbortSignal,
) => Promise<DeliveryAttempt>

/** Never rejects. An attempt takes no longer than `timeouts.whole` and the look-ups before. */
export const deliverByMx =
  (ports: MxDeliveryPorts): DeliverByMx =>
  async (message, destination, leaving) => {
    const begun = ports.clock.now()
    const attempt = new Attempt(ports, { ...message, eightBit: !isAscii(message.content) }, leaving)
    const way = await (ports.relay === null
      ? byMailHosts(ports, destination)
      : byRelay(ports, ports.relay, destination))
    if (way.ok) await attempt.run(way.value)
    else attempt.meet(way.error)
    return { ...attempt.outcome(), milliseconds: Math.max(0, ports.clock.now() - begun) }
  }

async function byMailHosts(
  ports: MxDeliveryPorts,
  destination: Destination,
): Promise<Result<Way, MxFailure>> {
  const { ask, port } = ports
  const [route, policy] = await Promise.all([findRoute(destination, ports), surePolicy(ports, destination)])
  if (!route.ok) return route
  if (!policy.ok) return policy
  return ok({
    ...{ destination, port, targets: route.value, credentials: null },
    demand: ({ host }) => findDemand({ host, destination, port, ...policy.value }, ask),
  })
}

/** One server takes everything, whatever the domain: it finds the mail hosts, and answers for their TLS. */
async function byRelay(
  { ask }: MxDeliveryPorts,
  { host: name, port, verified, credentials }: Relay,
  destination: Destination,
): Promise<Result<Way, MxFailure>> {
  const { addresses, at } = isIP(name) > 0 ? { addresses: [name], at: name } : await hostAddresses(name, ask)
  if (addresses.length === 0)
    return failed(deferred('dns-unavailable', `451 4.4.3 the relay ${name} has no address`))
  const host = { name, at, secure: false }
  const demand: TlsDemand = verified ? { kind: 'verified', servername: name } : { kind: 'opportunistic' }
  return ok({
    ...{ destination, port, credentials, targets: addresses.map((address) => ({ host, address })) },
    demand: async () => ok(demand),
  })
}

/** Without knowing what is demanded nothing is sent: a store that is down delays the mail and does not lay it open. */
const surePolicy = (
  { policyFor }: MxDeliveryPorts,
  destination: Destination,
): Promise<Result<StsInForce, MxFailure>> =>
  policyFor(destination).then(ok, () =>
    failed(deferred('temporary', '451 4.3.0 our policies cannot be read now')),
  )

interface Way {
  readonly destination: Destination
  readonly port: number
  readonly targets: readonly Target[]
  readonly demand: (target: Target) => Promise<Result<TlsDemand, MxFailure>>
  readonly credentials: Credentials | null
}

/** In which somebody was answered: those who were put off twice wait for the next attempt. */
const mostSessions = 2

class Attempt {
  readonly #ports: MxDeliveryPorts
  readonly #message: MxMessage & { readonly eightBit: boolean }
  readonly #leaving: AbortSignal
  readonly #answers = new Map<EmailAddress, RecipientAnswer>()
  /** Another host may be asked for them; what they were told stands until it answers. */
  readonly #putOff = new Set<EmailAddress>()
  readonly #puttingOff = new Set<string>()
  #sessions = 0
  /** The whole message was sent: nobody else may get it for those who were not answered. */
  #closed = false
  #trouble: MxFailure | null = null
  #last: TakenBy | null = null

  constructor(
    ports: MxDeliveryPorts,
    message: MxMessage & { readonly eightBit: boolean },
    leaving: AbortSignal,
  ) {
    this.#ports = ports
    this.#message = message
    this.#leaving = leaving
  }

  meet(trouble: MxFailure): void {
    this.#trouble = worse(this.#trouble, trouble)
  }

  async run(way: Way): Promise<void> {
    const signal = AbortSignal.timeout(this.#ports.timeouts.whole)
    for (const [index, target] of way.targets.entries()) {
      if (this.#leaving.aborted) return
      if (this.#isVain(target, way.targets.slice(index + 1))) continue
      this.#hear(await this.#serve(target, way, signal), target)
      if (this.#left.length === 0 || signal.aborted) return
    }
  }

  outcome(): Omit<DeliveryAttempt, 'milliseconds'> {
    const trouble = this.#trouble ?? deferred('unreachable', '451 4.4.1 no host could be tried')
    const unanswered = this.#message.recipients.filter((recipient) => !this.#answers.has(recipient))
    const cutOff = this.#leaving.aborted && this.#answers.size === 0 && !this.#closed
    for (const answer of answersOf(unanswered, trouble)) this.#answers.set(answer.recipient, answer)
    const { host = null, address = null, tls = '' } = this.#last ?? {}
    const recipients = this.#message.recipients.flatMap((recipient) => this.#answers.get(recipient) ?? [])
    return { host, address, tls, recipients, ...(cutOff ? { cutOff } : {}) }
  }

  get #left(): readonly EmailAddress[] {
    return this.#message.recipients.filter((recipient) =>
      this.#answers.has(recipient) ? this.#putOff.has(recipient) : !this.#closed,
    )
  }

  /** Another address of a host that put off all who are left, while there is another host to ask. */
  #isVain({ host }: Target, later: readonly Target[]): boolean {
    return (
      this.#puttingOff.has(host.name) &&
      this.#left.every((recipient) => this.#putOff.has(recipient)) &&
      later.some((next) => !this.#puttingOff.has(next.host.name))
    )
  }

  #hear(served: Served, { host, address }: Target): void {
    const { answers, putOff, trouble, reached, tls, final } = served
    if (trouble !== null) this.meet(trouble)
    const takenBy = { host: host.name, address, tls }
    if (reached && (answers.length > 0 || this.#answers.size === 0)) this.#last = takenBy
    for (const answer of answers) {
      const isTaken = answer.outcome === 'delivered'
      this.#answers.set(answer.recipient, isTaken ? { ...answer, takenBy } : answer)
      this.#putOff.delete(answer.recipient)
    }
    if (answers.length > 0) this.#sessions += 1
    if (putOff.size > 0) this.#puttingOff.add(host.name)
    for (const recipient of putOff) this.#putOff.add(recipient)
    if (this.#sessions >= mostSessions) this.#putOff.clear()
    if (final) this.#closed = true
  }

  async #serve(at: Target, way: Way, signal: AbortSignal): Promise<Served> {
    const { host, address } = at
    const { destination, port, credentials } = way
    const demand = await way.demand(at)
    const about = { destination, host: host.name }
    if (!demand.ok) {
      this.#ports.tlsSessions.add(tlsSessionRefused(about, demand.error, this.#ports.clock))
      return notServed(demand.error)
    }
    const target = { host: host.name, address, port, demand: demand.value, credentials }
    const message = { ...this.#message, recipients: this.#left }
    const leaving = this.#leaving
    const served = await deliverToTarget(target, { ports: this.#ports, message, signal, leaving })
    const session = tlsSessionOf({ ...about, demand: demand.value }, served, this.#ports.clock)
    if (session !== null) this.#ports.tlsSessions.add(session)
    return served
  }
}

const notServed = (trouble: MxFailure): Served => ({
  ...{ ...noAnswers, trouble, tls: '', protection: null },
  ...{ reached: false, opened: false, final: false },
})
