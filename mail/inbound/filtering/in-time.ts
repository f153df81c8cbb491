// A question to the database while a message waits: its answer, or within the time given why there is none.

import { failed, ok, type Result } from '#core/result.ts'

export async function inTime<Answer>(
  answer: Promise<Answer>,
  milliseconds: number,
): Promise<Result<Answer, string>> {
  let deadline: NodeJS.Timeout | undefined
  const late = new Promise<Result<Answer, string>>((resolve) => {
    deadline = setTimeout(() => resolve(failed('timed out')), milliseconds)
  })
  try {
    return await Promise.race([answer.then(ok, (error: unknown) => failed(String(error))), late])
  } finally {
    clearTimeout(deadline)
  }
}
