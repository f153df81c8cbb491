// Server-sent events (HTML standard §9.2): each is checked against its contract and leaves as it comes. A line that is silent
// is given a sign of life, before a proxy takes it for dead.

import type { z } from 'zod'

/** Listens until the signal says that nobody reads any more; ends by itself where there is nothing more to say. */
export type EventsGiven<Event = unknown> = (signal: AbortSignal) => AsyncIterable<Event>

/** Proxies wait a minute. */
const signOfLifeMilliseconds = 20_000
const signOfLife = new TextEncoder().encode(': still here\n\n')

/** Nothing is listened to before somebody reads. */
export function eventStream(
  listen: EventsGiven,
  schema: z.ZodType,
  silentMilliseconds = signOfLifeMilliseconds,
): ReadableStream<Uint8Array> {
  const ending = new AbortController()
  const text = new TextEncoder()
  let events: AsyncIterator<unknown> | null = null
  let next: Promise<IteratorResult<unknown>> | null = null
  return new ReadableStream(
    {
      async pull(controller) {
        events ??= listen(ending.signal)[Symbol.asyncIterator]()
        next ??= events.next()
        const came = await firstOf(next, silentMilliseconds)
        // Who stopped reading meanwhile is told nothing, not even that it ended.
        if (ending.signal.aborted) return
        if (came === silent) {
          controller.enqueue(signOfLife)
          return
        }
        next = null
        if (came.done === true) controller.close()
        else controller.enqueue(text.encode(`data: ${JSON.stringify(schema.parse(came.value))}\n\n`))
      },
      async cancel() {
        ending.abort()
        await events?.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

const silent = Symbol('silent')

async function firstOf<T>(coming: Promise<T>, milliseconds: number): Promise<T | typeof silent> {
  const { promise: late, resolve } = Promise.withResolvers<typeof silent>()
  const timer = setTimeout(() => resolve(silent), milliseconds)
  try {
    return await Promise.race([coming, late])
  } finally {
    clearTimeout(timer)
  }
}
