// How many connections each client has, each network and the whole process, over all its listeners. What was refused or
// ended is no longer in the way of others, but its socket may stay for some seconds until the other side has closed too:
// those are counted apart, so that nobody holds thousands of them.

import type { ClientNetwork } from '#core/address/client-network.ts'
import { type SmtpReply, tooManyConnections, tooManyFromAddress } from '#core/smtp/smtp-reply.ts'

/** How many there may be at once. */
export interface ConnectionLimits {
  readonly maxConnections: number
  /** Of one IPv4 address or one IPv6 /64. */
  readonly maxConnectionsPerAddress: number
  /** Of one IPv4 /24. */
  readonly maxConnectionsPerNetwork: number
}

export interface TooMany {
  readonly reply: SmtpReply
  readonly network: string
  /** How many there may be. */
  readonly connections: number
}

/** Stands for all clients together. */
const everybody = '0.0.0.0/0'

export class ConnectionCounts {
  readonly #limits: ConnectionLimits
  readonly #open = new Counter()
  readonly #ending = new Counter()

  constructor(limits: ConnectionLimits) {
    this.#limits = limits
  }

  /** Counts one more in any case; not null when it must not stay. */
  enter(client: ClientNetwork): TooMany | null {
    for (const key of keysOf(client)) this.#open.add(key)
    const { maxConnections, maxConnectionsPerAddress, maxConnectionsPerNetwork } = this.#limits
    // One client's own limits first: who is over them must not have room made at the cost of others.
    if (this.#open.of(client.host) > maxConnectionsPerAddress)
      return tooMany(tooManyFromAddress, client.host, maxConnectionsPerAddress)
    if (this.#open.of(client.around) > maxConnectionsPerNetwork)
      return tooMany(tooManyFromAddress, client.around, maxConnectionsPerNetwork)
    if (this.#open.of(everybody) > maxConnections)
      return tooMany(tooManyConnections, everybody, maxConnections)
    return null
  }

  /** The last reply is on its way. False when so many sockets of this client wait for their end that this one must not. */
  ending(client: ClientNetwork): boolean {
    for (const key of keysOf(client)) {
      this.#open.remove(key)
      this.#ending.add(key)
    }
    const { maxConnections, maxConnectionsPerAddress } = this.#limits
    return (
      this.#ending.of(client.host) <= maxConnectionsPerAddress && this.#ending.of(everybody) <= maxConnections
    )
  }

  /** The socket is no more. */
  gone(client: ClientNetwork, wasEnding: boolean): void {
    for (const key of keysOf(client)) (wasEnding ? this.#ending : this.#open).remove(key)
  }
}

const keysOf = ({ host, around }: ClientNetwork): ReadonlySet<string> => new Set([everybody, around, host])

const tooMany = (reply: SmtpReply, network: string, connections: number): TooMany => ({
  reply,
  network,
  connections,
})

// Counts by name; what is at nought takes no room.

class Counter {
  readonly #counts = new Map<string, number>()

  of(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  add(name: string): void {
    this.#counts.set(name, this.of(name) + 1)
  }

  remove(name: string): void {
    const left = this.of(name) - 1
    if (left > 0) this.#counts.set(name, left)
    else this.#counts.delete(name)
  }
}
