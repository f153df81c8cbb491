// What goes with the choice, ./kept-here.ts, comes to the page for whoever made it alone.

import { readKept } from '#ui/kept.ts'
import { choice } from './choice.ts'

/** Null where nobody said that this computer is theirs. */
export async function whatIsKept(): Promise<typeof import('./kept-here.ts') | null> {
  if (readKept(choice) === null) return null
  // It lies beside the page where that opens without a network.
  return await import('./kept-here.ts').catch(() => null)
}
