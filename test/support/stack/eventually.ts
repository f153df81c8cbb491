// Waits for something that other processes bring about, with a deadline instead of a fixed sleep.

import { setTimeout as wait } from 'node:timers/promises'

/** Resolves with the first value that is not null; rejects after `seconds` with `what` was waited for. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null> | T | null,
  seconds = 20,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`)
    await wait(25)
  }
}
