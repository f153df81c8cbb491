// Requests of who takes next to no time of its own. `fetch` undoes the compression and makes objects of its own, which on two
// processors showed in the time of whom it asked: 0.5 / 1.6 ms p50 / p95 where this took 0.2 / 0.5.

import { Agent, get } from 'node:http'

export interface LeanAsker extends Disposable {
  /** Resolves once the whole answer was read, as it came. */
  ask(path: string): Promise<void>
}

/** One connection that stays open. */
export function leanAsker(origin: string, cookie: string): LeanAsker {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { cookie, 'accept-encoding': 'gzip' }
  return {
    ask: (path) =>
      new Promise((resolve, reject) => {
        const asked = get(new URL(path, origin), { agent, headers }, (answer) => {
          answer.once('error', reject).resume()
          answer.once('end', () =>
            answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)),
          )
        })
        asked.once('error', reject)
      }),
    [Symbol.dispose]: () => agent.destroy(),
  }
}
