// Domains of others on the loopback, each with a mail host of its own. A third of them misbehave, each in another way, and
// what must become of each recipient is known beforehand.

import { randomInt } from 'node:crypto'
import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import { type FakeDns, fakeDns } from '#test/support/world/fake-dns.ts'
import { type RemoteServer, type RemoteServers, remoteServersAt } from '#test/support/world/remote-smtp.ts'
import { type Behaviour, type Fate, misbehaviours, wellBehaved } from './misbehaviours.ts'

export interface Destination {
  readonly domain: string
  readonly behaviour: string
  readonly server: RemoteServer
  fateOf(recipient: string): Fate
}

export interface Destinations extends AsyncDisposable {
  readonly all: readonly Destination[]
  readonly dns: FakeDns
  /** Of the mail hosts. */
  readonly port: number
}

export async function openDestinations(count: number, random: Random): Promise<Destinations> {
  await using opened = new AsyncDisposableStack()
  const dns = opened.use(await fakeDns())
  const remote = opened.use(await someServers(count))
  const all = behaviours(count, random).map((behaviour, index): Destination => {
    const server = remote.servers[index]
    if (server === undefined) throw new Error('one server for each')
    const domain = `d${index}.test`
    dns.records.set(`MX ${domain}`, [`10 mx.${domain}`])
    dns.records.set(`A mx.${domain}`, [server.address])
    behaviour.act(server, random)
    return { domain, behaviour: behaviour.name, server, fateOf: behaviour.fateOf }
  })
  const owned = opened.move()
  return { all, dns, port: remote.port, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

function behaviours(count: number, random: Random): readonly Behaviour[] {
  const left = [...misbehaviours]
  const bad = Array.from({ length: Math.ceil(count / 3) }, () => {
    if (left.length === 0) left.push(...misbehaviours)
    return left.splice(random.integer(left.length), 1)
  }).flat()
  return [...bad, ...Array<Behaviour>(count - bad.length).fill(wellBehaved)]
}

/** Whoever runs at the same time has addresses of his own. */
async function someServers(count: number): Promise<RemoteServers> {
  for (;;) {
    const network = `127.${randomInt(1, 255)}.${randomInt(256)}`
    const addresses = Array.from({ length: count }, (_, index) => `${network}.${index + 1}`)
    const servers = await remoteServersAt(0, addresses)
    if (servers !== null) return servers
  }
}
