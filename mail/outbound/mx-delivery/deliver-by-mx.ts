// One message to one domain: to the first of its mail hosts that takes it, with as much protection as it demands, and one
// answer for each recipient.

import { isAscii } from 'node:buffer'
import type { DeliveryAttempt, RecipientAnswer } from '#core/delivery-attempt.ts'
import type { EmailAddress, ReversePath } from '#core/email-address.ts'
import type { Destination } from '#core/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { TlsSessions } from '#core/tls-session.ts'
import { findRoute, type RoutePorts, type Target } from './route/find-route.ts'
import { deliverToTarget, type Served } from './session/deliver-to-target.ts'
import type { SessionPorts } from './session/open-session.ts'
import type { SessionPool } from './session/session-pool.ts'
import { findDemand } from './tls/find-demand.ts'
import type { StsPolicy } from './tls/mta-sts-policy.ts'
import type { PolicyFor } from './tls/sts-policies.ts'
import { tlsSessionOf, tlsSessionRefused } from './tls/tls-session-of.ts'
import { answersOf, deferred, type Trouble, worse } from './trouble.ts'

export interface MxDeliveryPorts extends RoutePorts, SessionPorts {
  /** Of mail hosts: 25 (RFC 5321 §4.5.4.2). */
  readonly port: number
  readonly pool: SessionPool
  readonly policyFor: PolicyFor
  readonly tlsSessions: TlsSessions
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
    const [route, policy] = await Promise.all([findRoute(destination, ports), surePolicy(ports, destination)])
    const attempt = new Attempt(ports, { ...message, eightBit: !isAscii(message.content) })
    if (!route.ok) attempt.meet(route.error)
    else if (!policy.ok) attempt.meet(policy.error)
    else await attempt.run(route.value, { destination, policy: policy.value })
    return { ...attempt.outcome(), milliseconds: Math.max(0, ports.clock.now() - begun) }
  }

/** Without knowing what is demanded nothing is sent: a store that is down delays the mail and does not lay it open. */
const surePolicy = (
  { policyFor }: MxDeliveryPorts,
  destination: Destination,
): Promise<Result<StsPolicy | null, Trouble>> =>
  policyFor(destination).then(ok, () =>
    failed(deferred('temporary', '451 4.3.0 our policies cannot be read now')),
  )

interface Way {
  readonly destination: Destination
  readonly policy: StsPolicy | null
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

  async run(targets: readonly Target[], way: Way): Promise<void> {
    const signal = AbortSignal.timeout(this.#ports.timeouts.whole)
    for (const target of targets) {
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

  async #serve({ host, address }: Target, way: Way, signal: AbortSignal): Promise<Served> {
    const { ask, port } = this.#ports
    const demand = await findDemand({ ...way, host, port }, ask)
    const about = { destination: way.destination, host: host.name }
    if (!demand.ok) {
      this.#ports.tlsSessions.add(tlsSessionRefused(about, demand.error, this.#ports.clock))
      return notServed(demand.error)
    }
    const target = { host: host.name, address, port, demand: demand.value }
    const message = { ...this.#message, recipients: this.#left }
    const served = await deliverToTarget(target, { ports: this.#ports, message, signal })
    const session = tlsSessionOf({ ...about, demand: demand.value }, served, this.#ports.clock)
    if (session !== null) this.#ports.tlsSessions.add(session)
    return served
  }
}

const notServed = (trouble: Trouble): Served => ({
  ...{ answers: [], trouble, tls: '' },
  ...{ reached: false, opened: false, final: false },
})
