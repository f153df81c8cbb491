import { failed, ok, type Result } from '#core/result.ts'

// The one time limit of everything that is asked while a message waits in this stage.

/** `over` aborts when the time is up: whoever was not done then says so. */
export async function abortAtDeadline<Answer>(
  over: AbortController,
  milliseconds: number,
  answer: Promise<Answer>,
): Promise<Answer> {
  const timer = setTimeout(() => over.abort(), milliseconds)
  try {
    return await answer
  } finally {
    clearTimeout(timer)
  }
}

// A question to the database while a message waits: its answer, or at the deadline why there is none.
export async function answerByDeadline<Answer>(
  answer: Promise<Answer>,
  deadline: AbortSignal,
): Promise<Result<Answer, string>> {
  const late = new Promise<Result<Answer, string>>((resolve) => {
    deadline.addEventListener('abort', () => resolve(failed('timed out')), { once: true })
  })
  return await Promise.race([answer.then(ok, (error: unknown) => failed(String(error))), late])
}
