// What the two queues are asked to do, and nothing more: take a message in, hand it out, settle it.

import type { CommuneId } from '#core/address/directory.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { queued } from '#test/support/database/queued.ts'

export interface QueueSide<Work> {
  readonly name: string
  enqueue(message: NewQueuedMessage): Promise<void>
  /** At most `perDestination` of one destination at work, whoever asks. */
  claim(most: number): Promise<readonly Work[]>
  /** Delivered: nothing of it stays. */
  settle(work: Work): Promise<void>
  destination(work: Work): string
}

export const perDestination = 5
export const destinations = 50

/** Message `n`, of one recipient; every `destinations`th is for the same destination. */
export const message = (commune: CommuneId, n: number, octets: number): NewQueuedMessage =>
  queued(commune, [`r${n}@d${n % destinations}.test`], {
    content: Buffer.alloc(octets, `${n} Bonjour, ceci est le compte rendu `),
  })
