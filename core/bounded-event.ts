// The length of a log line is ours to choose, not that of whoever wrote a name, an address or a reply into the event.

import type { Event } from './event.ts'

const maxCharacters = 256
/** A cause may be the stack of an error of ours. */
const maxCauseCharacters = 4096
const maxListed = 50

/** The event with long texts cut, which an ellipsis shows, and long lists cut. */
export function boundedEvent(event: Event): Readonly<Record<string, unknown>> {
  const fields = Object.entries(event).map(([name, value]: [string, unknown]) => [
    name,
    bounded(value, name === 'cause' ? maxCauseCharacters : maxCharacters),
  ])
  return Object.fromEntries(fields)
}

function bounded(value: unknown, characters: number): unknown {
  if (Array.isArray(value)) return value.slice(0, maxListed).map((each) => bounded(each, characters))
  if (typeof value !== 'string' || value.length <= characters) return value
  return `${value.slice(0, characters - 1).toWellFormed()}…`
}
