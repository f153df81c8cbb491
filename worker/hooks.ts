// The worker's loopback port: `GET /health` answers with one line that the supervisor shows.

import { createServer, type Server } from 'node:http'
import type { HostPort } from '#core/host-port.ts'
import type { Result } from '#core/result.ts'

/** 200 with the line when it is well, 503 when not. Resolves once it listens. */
export function listenForHooks(where: HostPort, health: () => Result<string, string>): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/health') {
      response.writeHead(404).end()
      return
    }
    const state = health()
    response.writeHead(state.ok ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(`${state.ok ? state.value : state.error}\n`)
  })
  server.requestTimeout = 5_000
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where.port, where.host, () => resolve(server))
  })
}
