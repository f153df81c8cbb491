// Answers that were asked for before the script of the page was there: by address, each for whoever asks first.

interface Early {
  readonly answer: Promise<Response>
  /** As `performance.now()`; null while it is on its way. */
  answeredAt: number | null
}

/** What came longer ago is asked for anew: it may have changed. */
const freshMs = 10_000

const answers = new Map<string, Early>()

/** `address`: path and query. */
export function askedEarly(address: string): Promise<Response> {
  const answer = fetch(address, { headers: { accept: 'application/json' } })
  const early: Early = { answer, answeredAt: null }
  answers.set(address, early)
  answer.then(
    () => {
      early.answeredAt = performance.now()
    },
    // Whoever takes it hears of it.
    () => undefined,
  )
  return answer
}

/** Asked for, and nobody took it yet. */
export const isUntaken = (address: string): boolean => answers.has(address)

/** Once; undefined where it was not asked for, or came too long ago. */
export function takeEarly(address: string): Promise<Response> | undefined {
  const early = answers.get(address)
  answers.delete(address)
  if (early === undefined) return undefined
  const { answer, answeredAt } = early
  return answeredAt === null || performance.now() - answeredAt < freshMs ? answer : undefined
}
