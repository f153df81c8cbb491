// The worker's loopback port: `GET /health` answers with one line that the supervisor shows, `POST /learn` takes the
// lessons of Dovecot, `POST /auth-policy` its questions about logins.

import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { HostPort } from '#core/address/host-port.ts'
import { type Health, healthField } from '#core/health.ts'
import type { PolicyAnswer } from './auth-policy/answer-policy.ts'
import { type LearnHook, takeLesson } from './learning/take-lesson.ts'

export interface Hooks {
  readonly health: () => Health
  readonly learn: LearnHook
  readonly answerPolicy: (request: IncomingMessage, command: string | null) => Promise<PolicyAnswer>
}

/** Resolves once it listens. */
export function listenForHooks(where: HostPort, { health, learn, answerPolicy }: Hooks): Promise<Server> {
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://worker')
    if (url === null) {
      response.writeHead(400).end()
      return
    }
    const { pathname, searchParams } = url
    if (request.method === 'POST' && pathname === '/learn') {
      void takeLesson(learn, request, searchParams).then((status) => response.writeHead(status).end())
      return
    }
    if (request.method === 'POST' && pathname === '/auth-policy') {
      void answerPolicy(request, searchParams.get('command')).then(({ status, verdict }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(verdict)),
      )
      return
    }
    if (request.method !== 'GET' || pathname !== '/health') {
      response.writeHead(404).end()
      return
    }
    const { kind, detail } = health()
    response.writeHead(kind === 'not-ready' ? 503 : 200, {
      'content-type': 'text/plain; charset=utf-8',
      [healthField]: kind,
    })
    response.end(`${detail}\n`)
  })
  server.requestTimeout = 5_000
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where.port, where.host, () => resolve(server))
  })
}
