// Of which boxes one hears what happens: those are asked seldom, the others every minute.

import { useSyncExternalStore } from 'react'

const everyMinute = 60_000
const everyFiveMinutes = 300_000

let heard: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

export function setLiveBoxes(boxes: readonly string[]): void {
  heard = new Set(boxes)
  for (const listener of listeners) listener()
}

const watch = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How often what is shown of these boxes is asked again by itself. */
export const pollIntervalMs = (boxes: readonly { readonly id: string }[]): number =>
  boxes.length > 0 && boxes.every(({ id }) => heard.has(id)) ? everyFiveMinutes : everyMinute

/** `boxes`: their ids, parted by spaces. */
export const usePollIntervalMs = (boxes: string): number =>
  useSyncExternalStore(watch, () => pollIntervalMs(boxes.split(' ').map((id) => ({ id }))))
