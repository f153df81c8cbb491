// A thousand free ports for one installation under test. Two tests never choose the same: the claim is a port itself, so
// it also holds between a machine and a container or a chroot that share its network, and ends with whoever took it.

import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { portsFrom } from '#stack/spec/ports.ts'

export interface PortRange extends AsyncDisposable {
  readonly base: number
}

const bases = Array.from({ length: 10 }, (_, index) => 10_000 + index * 1000)
/** No installation listens there. */
const claimOffset = 999

export async function claimPortRange(): Promise<PortRange> {
  for (const base of bases) {
    const claim = await listenOn(base + claimOffset)
    if (claim === null) continue
    if (await areFree(Object.values(portsFrom(base)))) {
      return { base, [Symbol.asyncDispose]: () => close(claim) }
    }
    await close(claim)
  }
  throw new Error('no thousand ports are free on this machine')
}

async function areFree(ports: readonly number[]): Promise<boolean> {
  const servers = await Promise.all(ports.map(listenOn))
  await Promise.all(servers.map((server) => server && close(server)))
  return !servers.includes(null)
}

/** Null when somebody else listens there. */
function listenOn(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.unref()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

async function close(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}
