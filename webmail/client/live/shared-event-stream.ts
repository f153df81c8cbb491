// One line to the server for all tabs of a browser: whoever has the lock keeps it and passes on what it hears, because a browser
// has few connections to one host. It is taken up again by itself, and nobody waits for it: what is not heard is asked.

import { type LiveEvent, readEvents } from './read-events.ts'

const name = 'vaguemestre.live'
const firstWaitMs = 2000
const mostWaitMs = 60_000

export interface EventStreamOptions {
  readonly hear: (event: LiveEvent) => void
  /** The line ended: whether one is still signed in is worth asking. */
  readonly onEnd: () => void
  /** From one's own line, which is the only one of this browser. */
  readonly onOwnLine: () => void
}

export interface SharedEventStream {
  /** Where one waits to try again, one tries now. */
  readonly retry: () => void
  readonly end: () => void
}

export function shareEventStream(hearing: EventStreamOptions): SharedEventStream {
  const ending = new AbortController()
  const tries = new EventTarget()
  const line = { ...hearing, signal: ending.signal, tries }
  // Without locks, as in old browsers, each tab has its own.
  if ('locks' in navigator) shareLine(line, navigator.locks)
  else {
    hearing.onOwnLine()
    void keepLine(line)
  }
  return {
    retry: () => void tries.dispatchEvent(new Event('retry')),
    end: () => ending.abort(),
  }
}

function shareLine(line: Line & EventStreamOptions, locks: LockManager): void {
  const { hear, onOwnLine, signal } = line
  const channel = new BroadcastChannel(name)
  let last: LiveEvent | null = null
  channel.onmessage = ({ data }: MessageEvent<LiveEvent | 'new here'>) => {
    if (data !== 'new here') hear(data)
    else if (last !== null) channel.postMessage(last)
  }
  channel.postMessage('new here')
  signal.addEventListener('abort', () => channel.close())
  const pass = (event: LiveEvent): void => {
    if (event.kind === 'listening') last = event
    hear(event)
    channel.postMessage(event)
  }
  const keep = async (): Promise<void> => {
    onOwnLine()
    await keepLine({ ...line, hear: pass })
  }
  // Rejects at the end alone, where one still waits for the lock.
  locks.request(name, { signal }, keep).catch(() => undefined)
}

interface Line extends Pick<EventStreamOptions, 'hear' | 'onEnd'> {
  readonly signal: AbortSignal
  readonly tries: EventTarget
}

async function keepLine({ hear, onEnd, signal, tries }: Line): Promise<void> {
  let waitMs = firstWaitMs
  while (!signal.aborted) {
    try {
      for await (const event of readEvents(signal)) {
        waitMs = firstWaitMs
        hear(event)
      }
    } catch {
      // As if it had ended: why, those who ask hear.
    }
    if (signal.aborted) return
    hear({ kind: 'listening', boxes: [] })
    onEnd()
    // Not all of them in the same second once a server is back.
    await pause(waitMs * (0.75 + Math.random() / 2), { signal, tries })
    waitMs = Math.min(waitMs * 2, mostWaitMs)
  }
}

/** Until then, until there is a network again or somebody wants it sooner, or until the end. */
function pause(ms: number, { signal, tries }: Pick<Line, 'signal' | 'tries'>): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const done = (): void => {
      clearTimeout(timer)
      over.abort()
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done, { signal: over.signal })
    tries.addEventListener('retry', done, { signal: over.signal })
    signal.addEventListener('abort', done, { signal: over.signal })
  })
}
