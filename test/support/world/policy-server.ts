// An HTTPS server on the loopback that serves the policies of MTA-STS, by the name it is asked for.

import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { ServerCertificate } from './authority.ts'

export interface PolicyServer extends AsyncDisposable {
  readonly port: number
  /** What is said for each host; a host without gets 404. */
  readonly policies: Map<string, string | ((response: ServerResponse) => void)>
  /** Hosts asked for, with the path. */
  readonly asked: string[]
}

export async function policyServer(address: string, certificate: ServerCertificate): Promise<PolicyServer> {
  const policies: PolicyServer['policies'] = new Map()
  const asked: string[] = []
  const server = createServer(certificate, (request, response) => {
    const host = request.headers.host ?? ''
    asked.push(`${host}${request.url ?? ''}`)
    const policy = policies.get(host)
    if (typeof policy === 'function') policy(response)
    else response.writeHead(policy === undefined ? 404 : 200, { 'content-type': 'text/plain' }).end(policy)
  })
  server.listen(0, address)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    policies,
    asked,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
