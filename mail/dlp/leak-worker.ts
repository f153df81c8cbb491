// The thread in which messages are read for leaks: it may be slow, run out of memory or be stopped, and nothing but the
// answer about one message is lost.

import { parentPort } from 'node:worker_threads'
import { leaksIn, type PartReport } from './leaks-in.ts'

export interface LeakQuestion {
  readonly content: Uint8Array
  readonly inside: readonly string[]
}

export type LeakAnswer = PartReport | { readonly kind: 'end' }

parentPort?.on('message', async ({ content, inside }: LeakQuestion) => {
  for await (const report of leaksIn(content, new Set(inside))) parentPort?.postMessage(report)
  parentPort?.postMessage({ kind: 'end' } satisfies LeakAnswer)
})
