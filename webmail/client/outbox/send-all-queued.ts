// Everything that waits for the network, one after the other, and only for whoever sent it.

import type { LocalCopies } from '../compose/draft/local-copies.ts'
import type { QueuedMessage, QueuedMessages, Replaced } from './queued.ts'
import type { Became } from './send-queued.ts'

export interface QueuePorts {
  readonly queued: Pick<QueuedMessages, 'all' | 'has' | 'replace' | 'remove'>
  readonly copies: Pick<LocalCopies, 'put'>
  /** The server says that who sent them is signed in: in another tab it may be somebody else by now. */
  readonly isOwn: () => Promise<boolean>
  readonly send: (message: QueuedMessage, keep: (message: QueuedMessage) => Replaced) => Promise<Became>
  readonly tell: (message: QueuedMessage, became: Exclude<Became, { kind: 'waits' }>) => Promise<void>
}

/** One that nobody confirms does not hold up the others. */
export async function sendAllQueued({ queued, copies, isOwn, send, tell }: QueuePorts): Promise<void> {
  for (const message of queued.all()) {
    if (!(await isOwn())) return
    let now = message
    const became = await send(message, (next) => {
      const replaced = queued.replace(now.copy.draft, next)
      if (replaced === 'kept') now = next
      return replaced
    })
    // Whoever signed out meanwhile leaves nothing here.
    if (!queued.has(now.copy.draft)) return
    if (became.kind === 'waits') {
      if (became.endsTurn) return
      continue
    }
    // Before it is forgotten here, its text is somewhere else.
    if (became.kind === 'stays' && became.place === null && !copies.put(now.copy)) continue
    queued.remove(now.copy.draft)
    await tell(now, became)
  }
}
