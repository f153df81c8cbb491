// In place of the worker, on the port where Dovecot asks whether somebody may try a password: everybody may.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

export interface PolicyClients extends AsyncDisposable {
  /** From where Dovecot asked or told about a login; what it tells may come after the answer to the client. */
  clientsOf(login: string): readonly unknown[]
}

export async function policyClients(port: number): Promise<PolicyClients> {
  const questions: { readonly login?: unknown; readonly remote?: unknown }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      questions.push(JSON.parse(body))
      response.end('{"status":0,"msg":""}')
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    clientsOf: (asked) => questions.filter(({ login }) => login === asked).map(({ remote }) => remote),
    [Symbol.asyncDispose]: close,
  }
}
