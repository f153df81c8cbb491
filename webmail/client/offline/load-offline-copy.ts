// What goes with the choice, ./offline-copy.ts, comes to the page for whoever made it alone.

import { readSetting } from '#ui/local-setting.ts'
import { offlineChoice } from './offline-choice.ts'

/** Null where nobody said that this computer is theirs. */
export async function loadOfflineCopy(): Promise<typeof import('./offline-copy.ts') | null> {
  if (readSetting(offlineChoice) === null) return null
  // It lies beside the page where that opens without a network.
  return await import('./offline-copy.ts').catch(() => null)
}
