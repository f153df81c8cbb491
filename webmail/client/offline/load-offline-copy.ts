// What goes with the choice, ./offline-copy.ts, comes to the page for whoever made it alone.

import { readKept } from '#ui/local-setting.ts'
import { choice } from './offline-choice.ts'

/** Null where nobody said that this computer is theirs. */
export async function whatIsKept(): Promise<typeof import('./offline-copy.ts') | null> {
  if (readKept(choice) === null) return null
  // It lies beside the page where that opens without a network.
  return await import('./offline-copy.ts').catch(() => null)
}
