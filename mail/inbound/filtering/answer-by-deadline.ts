// A question to the database while a message waits: its answer, or at the deadline why there is none.

import { failed, ok, type Result } from '#core/result.ts'

export async function answerByDeadline<Answer>(
  answer: Promise<Answer>,
  deadline: AbortSignal,
): Promise<Result<Answer, string>> {
  const late = new Promise<Result<Answer, string>>((resolve) => {
    deadline.addEventListener('abort', () => resolve(failed('timed out')), { once: true })
  })
  return await Promise.race([answer.then(ok, (error: unknown) => failed(String(error))), late])
}
