// Asks one of our own processes on its loopback port how it is: `GET /health` answers with a status and one line.

import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { type Health, healthField } from '#core/health.ts'

const timeoutMilliseconds = 3_000

/** The line the process says of itself, or why it did not. Never rejects. */
export async function askHealth(listener: HostPort): Promise<Health> {
  try {
    const answer = await fetch(`http://${showHostPort(listener)}/health`, {
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    const line = (await answer.text()).trim().slice(0, 200)
    if (answer.status !== 200)
      return { kind: 'not-ready', detail: `${showHostPort(listener)}: ${answer.status} ${line}` }
    return { kind: answer.headers.get(healthField) === 'degraded' ? 'degraded' : 'ready', detail: line }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return { kind: 'not-ready', detail: `${showHostPort(listener)}: ${cause}` }
  }
}
