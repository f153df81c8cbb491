// Of which boxes one hears what happens: those are asked seldom, the others every minute.

import { useSyncExternalStore } from 'react'

const everyMinute = 60_000
const everyFiveMinutes = 300_000

let heard: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

export function setHeardBoxes(boxes: readonly string[]): void {
  heard = new Set(boxes)
  for (const listener of listeners) listener()
}

const watch = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How often what is shown of these boxes is asked again by itself. */
export const askedAgainMs = (boxes: readonly { readonly id: string }[]): number =>
  boxes.length > 0 && boxes.every(({ id }) => heard.has(id)) ? everyFiveMinutes : everyMinute

/** `boxes`: their ids, parted by spaces. */
export const useAskedAgainMs = (boxes: string): number =>
  useSyncExternalStore(watch, () => askedAgainMs(boxes.split(' ').map((id) => ({ id }))))
