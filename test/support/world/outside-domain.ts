// A domain outside: a name server of its own, and its mail host at port 25 of a loopback address that nobody else has.

import { randomInt } from 'node:crypto'
import { type FakeDns, fakeDns } from './fake-dns.ts'
import { type RemoteServer, type RemoteServers, remoteServersAt } from './remote-smtp.ts'

export interface Outside extends AsyncDisposable {
  readonly domain: string
  readonly mailHost: RemoteServer
  readonly dns: FakeDns
  /** For the spec: the domain is asked of its name server. */
  readonly stubZone: { readonly zone: string; readonly server: string }
}

const smtpPort = 25

/** Domains outside that the shared stack knows; each belongs to one file, which answers for it at that port. */
const outsidePorts = {
  'dehors.test': 24_991,
  'ailleurs.test': 24_992,
  'loin.test': 24_993,
  'enface.test': 24_994,
}
export type OutsideDomain = keyof typeof outsidePorts

export const outsideStubZones = Object.entries(outsidePorts).map(([zone, port]) => ({
  zone,
  server: `127.0.0.1@${port}`,
}))

/** A domain that the shared stack knows. */
export const sharedOutside = (domain: OutsideDomain): Promise<Outside> =>
  outside(domain, { address: '127.0.0.1', port: outsidePorts[domain] })

export async function outside(domain: string, at?: Parameters<typeof fakeDns>[0]): Promise<Outside> {
  await using opened = new AsyncDisposableStack()
  const dns = opened.use(await fakeDns(at))
  const remote = opened.use(await someHost())
  const [mailHost] = remote.servers
  if (mailHost === undefined) throw new Error('no mail host')
  dns.records.set(`MX ${domain}`, [`10 mx.${domain}`])
  dns.records.set(`A mx.${domain}`, [mailHost.address])
  const owned = opened.move()
  return {
    ...{ domain, mailHost, dns },
    stubZone: { zone: domain, server: `127.0.0.1@${dns.port}` },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function someHost(): Promise<RemoteServers> {
  for (;;) {
    const servers = await remoteServersAt(smtpPort, [
      `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`,
    ])
    if (servers !== null) return servers
  }
}
