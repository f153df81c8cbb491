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
