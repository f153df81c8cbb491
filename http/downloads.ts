// Files that are being downloaded. Each holds a page of rows and, again and again, a connection to the database for as long
// as somebody reads it, or does not: so few at once for one person, and for all together, and none without end.

export interface DownloadLimits {
  readonly ofOne: number
  readonly ofAll: number
  readonly longestMilliseconds: number
  /** Ends where nothing was taken for so long. */
  readonly idleMilliseconds?: number
}

export class Downloads {
  readonly #limits: DownloadLimits
  readonly #open = new Map<string, number>()
  #all = 0

  constructor(limits: DownloadLimits) {
    this.#limits = limits
  }

  /** A place for one file, to be given back; null while `actor` or all together have as many as there may be. */
  begin(actor: string): Disposable | null {
    const own = this.#open.get(actor) ?? 0
    if (own >= this.#limits.ofOne || this.#all >= this.#limits.ofAll) return null
    this.#open.set(actor, own + 1)
    this.#all += 1
    let held = true
    return {
      [Symbol.dispose]: () => {
        if (held) this.#end(actor)
        held = false
      },
    }
  }

  /** The same octets; `place` is given back when they were read, nobody wants them any more, or their time is over. */
  during(content: ReadableStream<Uint8Array>, place: Disposable): ReadableStream<Uint8Array> {
    const { longestMilliseconds, idleMilliseconds = longestMilliseconds } = this.#limits
    const over = new AbortController()
    let taken: TransformStreamDefaultController<Uint8Array> | null = null
    // A reader who takes nothing keeps what is written to them from ending: only an error on their side ends it.
    const stop = (): void => {
      const reason = new DOMException('timeout: nothing was taken', 'TimeoutError')
      end()
      taken?.error(reason)
      over.abort(reason)
    }
    const idle = setTimeout(stop, idleMilliseconds).unref()
    const longest = setTimeout(stop, longestMilliseconds).unref()
    const end = (): void => {
      clearTimeout(idle)
      clearTimeout(longest)
      place[Symbol.dispose]()
    }
    const through = new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => {
        taken = controller
      },
      transform: (octets, to) => {
        idle.refresh()
        to.enqueue(octets)
      },
      flush: end,
      cancel: end,
    })
    return content.pipeThrough(through, { signal: over.signal })
  }

  #end(actor: string): void {
    const left = (this.#open.get(actor) ?? 1) - 1
    if (left === 0) this.#open.delete(actor)
    else this.#open.set(actor, left)
    this.#all -= 1
  }
}
