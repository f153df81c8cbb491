// What happens in the boxes of whoever is signed in, as the server tells it. A line that says nothing for too long is dead,
// whatever the browser thinks: the server gives a sign of life every twenty seconds.

import type { WebmailAnswer } from '../../contract/all.ts'
import { addressOf } from '../api.ts'
import { EventText } from './event-text.ts'

export type LiveEvent = WebmailAnswer<'GET /events'>

const deadAfterMs = 60_000

/** Ends with the line; throws where there is none, or the server tells nothing. */
export async function* readEvents(signal: AbortSignal): AsyncGenerator<LiveEvent, void> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), deadAfterMs)
  try {
    const response = await fetch(addressOf('GET /events'), {
      headers: { accept: 'text/event-stream' },
      signal: AbortSignal.any([signal, silence.signal]),
    })
    if (!response.ok || response.body === null) throw new Error(`events: ${response.status}`)
    const text = new EventText()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), deadAfterMs)
      // The server checked each event against the same contract before it sent it.
      for (const data of text.add(value)) yield JSON.parse(data) as LiveEvent
    }
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}
