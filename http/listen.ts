// A web process on its port.

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

export interface Listening extends AsyncDisposable {
  readonly port: number
}

/** Disposed, it takes no more connections and lets what is under way come to its end. Rejects where the port is taken. */
export async function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = await new Promise<Server>((resolve, reject) => {
    const begun = serve({ fetch, hostname: host, port }) as Server
    begun.once('listening', () => resolve(begun))
    begun.once('error', reject)
  })
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => closed(server),
  }
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
