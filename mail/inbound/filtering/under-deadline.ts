// The one time limit of everything that is asked while a message waits in this stage.

/** `deadline` aborts when the time is up, and when `ask` is done: whoever still works for it then lets go. */
export async function underDeadline<Answer>(
  milliseconds: number,
  ask: (deadline: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), milliseconds)
  try {
    return await ask(over.signal)
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}
