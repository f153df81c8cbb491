// Teaches rspamd by its controller, with the message as the body: its words for bayes (POST /learnspam or /learnham), and the
// sum of its text for the local fuzzy storage (POST /fuzzyadd or /fuzzydel).

import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'
import { fuzzySpamFlag } from './fuzzy-spam-flag.ts'

export interface ControllerAccess extends HostPort {
  readonly password: Secret
  readonly timeoutMilliseconds: number
}

/** `too-short`: there are not enough words in it to learn anything. */
export type Learned = 'learned' | 'known-already' | 'too-short'

/** Never rejects: whatever is no answer of these three is an error, and may be tried again. */
export async function learnWithRspamd(
  access: ControllerAccess,
  kind: 'spam' | 'ham',
  message: Buffer,
): Promise<Result<Learned, string>> {
  const words = await post(access, { path: `learn${kind}`, headers: {}, message })
  if (!words.ok) return words
  const learned = learnedBy(words.value)
  if (!learned.ok) return learned
  // The second: bayes knows what it has learned before, when all of this is tried again; the storage would count twice.
  const sum = await post(access, {
    path: kind === 'spam' ? 'fuzzyadd' : 'fuzzydel',
    headers: { flag: String(fuzzySpamFlag), weight: '1' },
    message,
  })
  if (!sum.ok) return sum
  return sum.value === 200 || sum.value === noText ? learned : failed(`HTTP status ${sum.value}`)
}

/** What the storage says of a message without a text long enough for a sum. */
const noText = 404

interface Lesson {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly message: Buffer
}

/** The HTTP status of the answer. */
async function post(
  { host, port, password, timeoutMilliseconds }: ControllerAccess,
  { path, headers, message }: Lesson,
): Promise<Result<number, string>> {
  try {
    const answer = await fetch(`http://${showHostPort({ host, port })}/${path}`, {
      method: 'POST',
      headers: { ...headers, password: password.reveal() },
      body: new Uint8Array(message),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    await answer.body?.cancel()
    return ok(answer.status)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return failed(cause)
  }
}

function learnedBy(status: number): Result<Learned, string> {
  if (status === 200) return ok('learned')
  if (status === 208) return ok('known-already')
  if (status === 204) return ok('too-short')
  return failed(`HTTP status ${status}`)
}
