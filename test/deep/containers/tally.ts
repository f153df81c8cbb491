// Counts the steps of the container test and says how each went. The only place of the test that prints.

export class Tally {
  passed = 0
  failed = 0
  #interrupted = false

  say(text: string): void {
    process.stdout.write(`${text}\n`)
  }

  /** No further step runs; what was started is still cleaned up. */
  interrupt(): void {
    this.#interrupted = true
  }

  /** A failure outside any step. */
  fail(cause: unknown): void {
    this.failed += 1
    this.say(cause instanceof Error ? cause.message : String(cause))
  }

  /** Runs one step; a failure is printed and counted, never thrown. Returns whether it passed. */
  async step(name: string, work: () => Promise<unknown>): Promise<boolean> {
    const begun = Date.now()
    const seconds = (): string => `${((Date.now() - begun) / 1000).toFixed(1)} s`
    try {
      if (this.#interrupted) throw new Error('interrupted')
      await work()
      this.passed += 1
      this.say(`ok    ${name} (${seconds()})`)
      return true
    } catch (error) {
      this.failed += 1
      this.say(`FAIL  ${name} (${seconds()})\n${error instanceof Error ? error.message : String(error)}`)
      return false
    }
  }
}
