// The thread in which messages are read for leaks: it may be slow, run out of memory or be stopped, and nothing but the
// answer about one message is lost.

import { parentPort } from 'node:worker_threads'
import type { LeakPlace } from '#core/policies/leak.ts'
import { findLeaksIn, type PartReport } from './find-leaks.ts'
import { joinBlobsInMemory } from './in-memory-blob.ts'

joinBlobsInMemory()

export interface LeakQuestion {
  readonly content: Uint8Array
  readonly inside: readonly string[]
}

export interface LeakAnswer {
  /** In order, after those of the answers before. */
  readonly reports: readonly PartReport[]
  /** Nothing comes after. */
  readonly over: boolean
}

/** Reading one of these may be the end of this thread: what is known before is told before. */
const mayEnd: ReadonlySet<LeakPlace['part'] | undefined> = new Set(['body', 'attachment'])

parentPort?.on('message', async ({ content, inside }: LeakQuestion) => {
  const tell = (answer: LeakAnswer) => parentPort?.postMessage(answer)
  let reports: PartReport[] = []
  let left: readonly LeakPlace[] = []
  for await (const report of findLeaksIn(content, new Set(inside))) {
    reports.push(report)
    left = report.kind === 'parts' ? report.places : left.slice(1)
    if (!mayEnd.has(left[0]?.part)) continue
    tell({ reports, over: false })
    reports = []
  }
  tell({ reports, over: true })
})
