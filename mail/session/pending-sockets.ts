// Sockets that did not come to their session yet: no PROXY header, or no end of the TLS handshake. Nothing can be said to
// them, so where there are too many one of them makes room: the oldest of whoever has the most, by network first and then
// by address. A handshake is over in a moment, so what is old is silent. No number for one address or network would do: a
// load balancer is one address with everybody behind it, and may take all there is while nobody else asks.

import type { Socket } from 'node:net'
import type { ClientNetwork } from '#core/address/client-network.ts'

export class PendingSockets {
  /** The oldest first. */
  readonly #owners = new Map<Socket, ClientNetwork>()

  /** From now on it counts for `owner`, and no more for whoever it counted for before. */
  count(socket: Socket, owner: ClientNetwork): void {
    this.forget(socket)
    this.#owners.set(socket, owner)
  }

  forget(socket: Socket): void {
    this.#owners.delete(socket)
  }

  isCounted(socket: Socket): boolean {
    return this.#owners.has(socket)
  }

  /** To be closed for one more of `owner`; null where nobody has more than `owner` does. */
  inTheWayOf({ host, site }: ClientNetwork): Socket | null {
    const all = [...this.#owners].map(([socket, owner]) => ({ socket, ...owner }))
    const largest =
      mostOf(
        all.map((each) => each.site),
        site,
      ) ?? site
    const there = all.filter((each) => each.site === largest)
    const most = mostOf(
      there.map((each) => each.host),
      host,
    )
    return there.find((each) => each.host === most)?.socket ?? null
  }
}

/** Which name is there most often, the first of several; null where `own` is there as often. */
function mostOf(names: readonly string[], own: string): string | null {
  const times = new Map<string, number>()
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1)
  const most = Math.max(0, ...times.values())
  return most > (times.get(own) ?? 0) ? (names.find((name) => times.get(name) === most) ?? null) : null
}
