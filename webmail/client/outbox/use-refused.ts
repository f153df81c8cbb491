// What this person sent and did not leave, from whichever box: they may be looking at another one by then.

import type { WebmailAnswer } from '../../contract/all.ts'
import { useAnswer } from '../queries.ts'

export type RefusedView = WebmailAnswer<'GET /outbox/refused'>['rows'][number]

const everyMs = 30_000

export const useRefused = (): readonly RefusedView[] =>
  useAnswer('GET /outbox/refused', {}, { refetchMs: everyMs }).data?.rows ?? none

const none: readonly RefusedView[] = []
