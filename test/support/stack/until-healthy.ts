// Waits until an installation has mended itself.

import { eventually } from './eventually.ts'
import type { Stack } from './stack.ts'

/** All healthy, and `killed` in another life than `before`: what the orchestrator last saw may be older than the kill. */
export async function untilHealthy(
  stack: Stack,
  killed?: { readonly name: string; readonly before: number },
): Promise<void> {
  await eventually(
    'all healthy',
    async () => {
      const { services } = await stack.overview()
      const isOld = services.some(({ name, pid }) => name === killed?.name && pid === killed.before)
      return !isOld && services.every(({ state }) => state === 'healthy') ? true : null
    },
    60,
  )
}
