// Asks one of our own processes on its loopback port how it is: `GET /health` answers 200 with one line.

import { type HostPort, showHostPort } from '#core/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'

const timeoutMilliseconds = 3_000

/** The line the process says of itself, or why it did not. Never rejects. */
export async function askHealth(listener: HostPort): Promise<Result<string, string>> {
  try {
    const answer = await fetch(`http://${showHostPort(listener)}/health`, {
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    const line = (await answer.text()).trim().slice(0, 200)
    return answer.status === 200 ? ok(line) : failed(`${showHostPort(listener)}: ${answer.status} ${line}`)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return failed(`${showHostPort(listener)}: ${cause}`)
  }
}
