// The time that the whole of the next input has, a command or the data of a message: input that trickles would renew the
// library's timeout with each octet.

export class InputDeadline implements Disposable {
  readonly #overdue: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(overdue: () => void) {
    this.#overdue = overdue
  }

  /** Counts from now; what was counted before is forgotten. */
  restart(milliseconds: number): void {
    this[Symbol.dispose]()
    this.#timer = setTimeout(this.#overdue, milliseconds).unref()
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }
}
