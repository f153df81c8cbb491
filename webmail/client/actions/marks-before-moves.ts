// What is filed a moment after it was opened: the mark that it was read is on its way by then, and finds nothing once the message
// lies elsewhere. So the mark goes first. Pure.

interface MarksFirst {
  /** Begun at once. */
  readonly mark: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Begun once no mark is on its way any more, whatever became of those that were. */
  readonly file: <Value>(work: () => Promise<Value>) => Promise<Value>
}

export function marksBeforeMoves(): MarksFirst {
  let under: Promise<unknown> = Promise.resolve()
  return {
    mark: (work) => {
      const marking = work()
      under = Promise.allSettled([under, marking])
      return marking
    },
    file: async (work) => {
      await under
      return await work()
    },
  }
}
