// An answer as it leaves: checked against the contract, so that a column added to a table never shows by accident.

import { z } from 'zod'
import { codedText } from './content-coding.ts'
import type { RouteDefinition } from './contract/route.ts'
import { type EventsGiven, eventStream } from './event-stream.ts'

/** A file to download: name without path, content whole or as it comes. */
export interface FileGiven {
  readonly name: string
  readonly content: Uint8Array | string | ReadableStream<Uint8Array>
}

// A proxy passes each event on as it comes (nginx reads the last one).
const unbuffered = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' }

const never = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

export interface Answering {
  /** Field of the request. */
  readonly acceptEncoding: string | null
  /** Of an answer that was given before; else the route says it. */
  readonly status?: number | undefined
}

export function answerResponse(
  definition: RouteDefinition,
  value: unknown,
  { acceptEncoding, status: kept }: Answering,
): Response {
  const { answer } = definition
  const status: number = kept ?? definition.status ?? 200
  if (answer === null) return new Response(null, { status: 204, headers: never })
  if (answer instanceof z.ZodType) {
    const { body, headers } = codedText(JSON.stringify(answer.parse(value)), acceptEncoding)
    return new Response(body, {
      status,
      headers: { 'content-type': 'application/json', ...never, ...headers },
    })
  }
  // The type of the handler says so: a route that promises a file gives one, and one that promises events gives those.
  if ('events' in answer)
    return new Response(eventStream(value as EventsGiven, answer.events), {
      status,
      headers: { ...never, ...unbuffered, 'content-type': 'text/event-stream' },
    })
  const { name, content } = value as FileGiven
  return new Response(content, {
    status,
    headers: {
      'content-type': answer.file === 'text/csv' ? 'text/csv; charset=utf-8' : answer.file,
      'content-disposition': `attachment; filename="${plain(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      ...never,
    },
  })
}

/** RFC 6266 for old readers: no path, no quotes, nothing but ASCII. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 120)
