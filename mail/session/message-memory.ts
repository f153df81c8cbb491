// The octets of one message while it is in memory. All sessions together have one budget for them, so that many slow clients
// are no more than a few fast ones; and each octet is held without the buffer it arrived in: a client that sends one at a
// time would otherwise keep some kilobytes alive with each.

export interface MemoryBudget {
  /** False when there is no room for so many octets; nothing is taken then. */
  take(octets: number): boolean
  give(octets: number): void
}

export function memoryBudget(octets: number): MemoryBudget {
  let left = octets
  return {
    take(wanted) {
      if (wanted > left) return false
      left -= wanted
      return true
    },
    give(returned) {
      left += returned
    },
  }
}

const blockOctets = 4096
/** Each buffer costs some hundred octets besides its own. */
const smallOctets = 1024

export class MessageMemory {
  readonly #budget: MemoryBudget
  #parts: Buffer[] = []
  #block: Buffer | null = null
  #filled = 0
  #octets = 0

  constructor(budget: MemoryBudget) {
    this.#budget = budget
  }

  /** False when the budget is used up: then it was not added. */
  add(chunk: Buffer): boolean {
    if (!this.#budget.take(chunk.length)) return false
    this.#octets += chunk.length
    const keepsMuchElse = chunk.buffer.byteLength > 2 * chunk.length
    if (chunk.length < smallOctets || keepsMuchElse) this.#copy(chunk)
    else {
      this.#closeBlock()
      this.#parts.push(chunk)
    }
    return true
  }

  get octets(): number {
    return this.#octets
  }

  /** In order, to be used before anything else is added. */
  parts(): readonly Buffer[] {
    this.#closeBlock()
    return this.#parts
  }

  /** All of them in one piece. */
  whole(): Buffer {
    return Buffer.concat(this.parts(), this.#octets)
  }

  /** Lets go of all but so many, which somebody else holds now. */
  release(kept = 0): void {
    this.#budget.give(this.#octets - kept)
    this.#octets = kept
    this.#parts = []
    this.#block = null
    this.#filled = 0
  }

  #copy(octets: Buffer): void {
    for (let at = 0; at < octets.length; ) {
      if (this.#block?.length === this.#filled) this.#closeBlock()
      this.#block ??= Buffer.allocUnsafeSlow(blockOctets)
      const copied = octets.copy(this.#block, this.#filled, at)
      this.#filled += copied
      at += copied
    }
  }

  #closeBlock(): void {
    if (this.#block !== null) this.#parts.push(this.#block.subarray(0, this.#filled))
    this.#block = null
    this.#filled = 0
  }
}
