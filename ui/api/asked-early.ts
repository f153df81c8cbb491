// Answers that were asked for before the script of the page was there: by address, each for whoever asks first.

interface Early {
  readonly answer: Promise<Response>
  /** As `performance.now()`. */
  readonly at: number
}

/** What is older is asked for anew: it may have changed, and the page took its time. */
const freshMs = 10_000

const answers = new Map<string, Early>()

/** `address`: path and query. */
export function askedEarly(address: string): Promise<Response> {
  const answer = fetch(address, { headers: { accept: 'application/json' } })
  answers.set(address, { answer, at: performance.now() })
  // Whoever takes it hears of it.
  answer.catch(() => undefined)
  return answer
}

/** Once; undefined where it was not asked for, or too long ago. */
export function takeEarly(address: string): Promise<Response> | undefined {
  const early = answers.get(address)
  answers.delete(address)
  return early !== undefined && performance.now() - early.at < freshMs ? early.answer : undefined
}
