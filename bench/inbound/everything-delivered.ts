// Waits until a side has handed all that it accepted to Dovecot.

import { setTimeout as pause } from 'node:timers/promises'
import type { Side } from './side.ts'

const askEveryMilliseconds = 10
const longestWaitSeconds = 120

/** No longer than two minutes: what is not delivered by then is missed where the inboxes are counted. */
export async function everythingDelivered({ undelivered }: Side): Promise<void> {
  const until = performance.now() + longestWaitSeconds * 1000
  while ((await undelivered()) > 0 && performance.now() < until) await pause(askEveryMilliseconds)
}
