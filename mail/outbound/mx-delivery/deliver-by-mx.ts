// One message to one domain: to the first of its mail hosts that takes it, with as much protection as it demands, and one
// answer for each recipient.

import { isAscii } from 'node:buffer'
import { isIP } from 'node:net'
import type { DeliveryAttempt, RecipientAnswer } from '#core/delivery-attempt.ts'
import type { EmailAddress, ReversePath } from '#core/email-address.ts'
import type { Destination } from '#core/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { TlsSessions } from '#core/tls-session.ts'
import { findRoute, type RoutePorts, type Target } from './route/find-route.ts'
import { hostAddresses } from './route/host-addresses.ts'
import { deliverToTarget, type Served } from './session/deliver-to-target.ts'
import type { Credentials, SessionPorts } from './session/open-session.ts'
import type { SessionPool } from './session/session-pool.ts'
import { findDemand } from './tls/find-demand.ts'
import type { PolicyFor, StsInForce } from './tls/sts-policies.ts'
import type { TlsDemand } from './tls/tls-demand.ts'
import { tlsSessionOf, tlsSessionRefused } from './tls/tls-session-of.ts'
import { answersOf, deferred, type Trouble, worse } from './trouble.ts'

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

export type DeliverByMx = (message: MxMessage, destination: Destination) => Promise<DeliveryAttempt>

/** Never rejects. An attempt takes no longer than `timeouts.whole` and the look-ups before. */
export const deliverByMx =
  (ports: MxDeliveryPorts): DeliverByMx =>
  async (message, destination) => {
    const begun = ports.clock.now()
    const attempt = new Attempt(ports, { ...message, eightBit: !isAscii(message.content) })
    const way = await (ports.relay === null
      ? byMailHosts(ports, destination)
      : byRelay(ports, ports.relay, destination))
    if (way.ok) await attempt.run(way.value)
    else attempt.meet(way.error)
    return { ...attempt.outcome(), milliseconds: Math.max(0, ports.clock.now() - begun) }
  }

async function byMailHosts(ports: MxDeliveryPorts, destination: Destination): Promise<Result<Way, Trouble>> {
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
): Promise<Result<Way, Trouble>> {
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
): Promise<Result<StsInForce, Trouble>> =>
  policyFor(destination).then(ok, () =>
    failed(deferred('temporary', '451 4.3.0 our policies cannot be read now')),
  )

interface Way {
  readonly destination: Destination
  readonly port: number
  readonly targets: readonly Target[]
  readonly demand: (target: Target) => Promise<Result<TlsDemand, Trouble>>
  readonly credentials: Credentials | null
}

class Attempt {
  readonly #ports: MxDeliveryPorts
  readonly #message: MxMessage & { readonly eightBit: boolean }
  readonly #answers = new Map<EmailAddress, RecipientAnswer>()
  #trouble: Trouble | null = null
  #last: { readonly host: string; readonly address: string; readonly tls: string } | null = null

  constructor(ports: MxDeliveryPorts, message: MxMessage & { readonly eightBit: boolean }) {
    this.#ports = ports
    this.#message = message
  }

  meet(trouble: Trouble): void {
    this.#trouble = worse(this.#trouble, trouble)
  }

  async run(way: Way): Promise<void> {
    const signal = AbortSignal.timeout(this.#ports.timeouts.whole)
    for (const target of way.targets) {
      const served = await this.#serve(target, way, signal)
      for (const answer of served.answers) this.#answers.set(answer.recipient, answer)
      if (served.trouble !== null) this.meet(served.trouble)
      if (served.reached) this.#last = { host: target.host.name, address: target.address, tls: served.tls }
      if (served.final || this.#left.length === 0 || signal.aborted) return
    }
  }

  outcome(): Omit<DeliveryAttempt, 'milliseconds'> {
    const trouble = this.#trouble ?? deferred('unreachable', '451 4.4.1 no host could be tried')
    const left = answersOf(this.#left, trouble)
    for (const answer of left) this.#answers.set(answer.recipient, answer)
    const { host = null, address = null, tls = '' } = this.#last ?? {}
    const recipients = this.#message.recipients.flatMap((recipient) => this.#answers.get(recipient) ?? [])
    return { host, address, tls, recipients }
  }

  get #left(): readonly EmailAddress[] {
    return this.#message.recipients.filter((recipient) => !this.#answers.has(recipient))
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
    const served = await deliverToTarget(target, { ports: this.#ports, message, signal })
    const session = tlsSessionOf({ ...about, demand: demand.value }, served, this.#ports.clock)
    if (session !== null) this.#ports.tlsSessions.add(session)
    return served
  }
}

const notServed = (trouble: Trouble): Served => ({
  ...{ answers: [], trouble, tls: '', protection: null },
  ...{ reached: false, opened: false, final: false },
})
