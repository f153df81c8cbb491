// What a listener was not told yet: of each folder once, however often it changed meanwhile.

import type { z } from 'zod'
import type { liveEvent } from '../../contract/event.ts'

export type LiveEvent = z.output<typeof liveEvent>
export type BoxEvent = Exclude<LiveEvent, { readonly kind: 'listening' }>

export class PendingEvents {
  readonly #events = new Map<string, BoxEvent>()
  #wake: () => void = () => undefined

  tell(event: BoxEvent): void {
    const name = `${event.box} ${event.kind === 'folders' ? '' : event.folder}`
    // That something came stays so, whatever happened to the folder besides.
    if (event.kind !== 'changed' || this.#events.get(name)?.kind !== 'arrived') this.#events.set(name, event)
    this.#wake()
  }

  /** What is told of a box that one may not open any more. */
  forget(box: string): void {
    for (const [name, event] of this.#events) if (event.box === box) this.#events.delete(name)
  }

  /** For what is no event of a box, and at the end. */
  readonly wake = (): void => this.#wake()

  /** Resolves with the next `tell` or `wake`; at once where something waits already. */
  async come(): Promise<void> {
    if (this.#events.size > 0) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }

  take(): readonly BoxEvent[] {
    const events = [...this.#events.values()]
    this.#events.clear()
    return events
  }
}
