// Waits for what another process brings about, with an end to the patience.

import { setTimeout as wait } from 'node:timers/promises'

/** Looks ten times a second; null when `seconds` went by without anything but null. */
export async function pollUntil<T>(seconds: number, look: () => Promise<T | null>): Promise<T | null> {
  for (let tenths = 0; tenths < seconds * 10; tenths += 1) {
    const found = await look()
    if (found !== null) return found
    await wait(100)
  }
  return null
}
