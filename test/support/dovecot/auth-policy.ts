// The worker's answer to Dovecot about each login, always yes: without one Dovecot waits some seconds.

import { createServer } from 'node:http'

export async function answerAuthPolicy(port: number): Promise<AsyncDisposable> {
  const policy = createServer((_, response) => response.end('{"status":0,"msg":""}'))
  await new Promise<void>((resolve) => policy.listen(port, '127.0.0.1', resolve))
  return {
    async [Symbol.asyncDispose]() {
      policy.closeAllConnections()
      await new Promise((resolve) => policy.close(resolve))
    },
  }
}
