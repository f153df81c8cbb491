// Sockets that did not come to their session yet: no PROXY header, or no end of the TLS handshake. Nothing can be said to
// them, so where there are too many it is whoever has the most that makes room. No number for one address would do: a load
// balancer is one address with everybody behind it, and may take all there is while nobody else asks.

import type { Socket } from 'node:net'

export class BeginningSockets {
  /** The oldest first. */
  readonly #byOwner = new Map<string, Set<Socket>>()
  readonly #owners = new WeakMap<Socket, string>()

  /** From now on it counts for `owner`, and no more for whoever it counted for before. */
  count(socket: Socket, owner: string): void {
    this.forget(socket)
    this.#owners.set(socket, owner)
    const own = this.#byOwner.get(owner) ?? new Set()
    this.#byOwner.set(owner, own.add(socket))
  }

  forget(socket: Socket): void {
    const owner = this.#owners.get(socket)
    if (owner === undefined) return
    this.#owners.delete(socket)
    const own = this.#byOwner.get(owner)
    own?.delete(socket)
    if (own?.size === 0) this.#byOwner.delete(owner)
  }

  isCounted(socket: Socket): boolean {
    return this.#owners.has(socket)
  }

  /** The oldest of whoever has the most, to be closed for one more of `owner`; null while nobody has more than that leaves. */
  inTheWayOf(owner: string): Socket | null {
    let most: ReadonlySet<Socket> = new Set()
    for (const own of this.#byOwner.values()) if (own.size > most.size) most = own
    const [oldest] = most
    const left = most.size - 1
    return oldest === undefined || left <= (this.#byOwner.get(owner)?.size ?? 0) ? null : oldest
  }
}
