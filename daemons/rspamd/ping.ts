// GET /ping of rspamd's scan worker, which answers `pong` once it has loaded its rules.

import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'

const timeoutMilliseconds = 3_000

/** The `Server` header (`rspamd/3.12.1`), or one line that says what was wrong. Never rejects. */
export async function pingRspamd(listener: HostPort): Promise<Result<string, string>> {
  const where = showHostPort(listener)
  try {
    const answer = await fetch(`http://${where}/ping`, { signal: AbortSignal.timeout(timeoutMilliseconds) })
    const text = (await answer.text()).slice(0, 100)
    if (answer.status !== 200 || text.trim() !== 'pong') return failed(`${where}: not the answer of rspamd`)
    return ok(answer.headers.get('server') ?? 'rspamd')
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return failed(`${where}: ${cause}`)
  }
}
