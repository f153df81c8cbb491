// Teaches rspamd by its controller: POST /learnspam or /learnham with the message as the body.

import { type HostPort, showHostPort } from '#core/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'

export interface ControllerAccess extends HostPort {
  readonly password: Secret
  readonly timeoutMilliseconds: number
}

/** `too-short`: there are not enough words in it to learn anything. */
export type Learned = 'learned' | 'known-already' | 'too-short'

/** Never rejects: whatever is no answer of these three is an error, and may be tried again. */
export async function learnWithRspamd(
  { host, port, password, timeoutMilliseconds }: ControllerAccess,
  kind: 'spam' | 'ham',
  message: Buffer,
): Promise<Result<Learned, string>> {
  try {
    const answer = await fetch(`http://${showHostPort({ host, port })}/learn${kind}`, {
      method: 'POST',
      headers: { password: password.reveal() },
      body: new Uint8Array(message),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    await answer.body?.cancel()
    return read(answer.status)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return failed(cause)
  }
}

function read(status: number): Result<Learned, string> {
  if (status === 200) return ok('learned')
  if (status === 208) return ok('known-already')
  if (status === 204) return ok('too-short')
  return failed(`HTTP status ${status}`)
}
