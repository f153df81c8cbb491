// One held message, and what every part of its pane shares.

import type { AdminAnswer } from '../../../contract/all.ts'

export type HeldView = AdminAnswer<'GET /held/{queueId}'>

/** What is read anew after a decision. */
export const staleHeld = ['/held', '/traces', '/audit', '/to-do', '/figures'] as const

export interface DecisionProps {
  readonly held: HeldView
  readonly onClose: () => void
  readonly onDone: (text: string) => void
}
