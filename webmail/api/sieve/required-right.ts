// What a change of rules takes beyond its own part, by what it would set in motion or bring to an end beside it. Pure.

import type { BoxScript, Decided } from './box-script.ts'

/** Rights in a box, as `Wanted` has them. */
export type RequiredRight = 'send' | 'manage'

/** Null for nothing more. Who may more than this may this as well. */
export function requiredRight({ active, other, content }: BoxScript, decided: Decided): RequiredRight | null {
  // Theirs may send mail on or answer: it is for who decides about the box to keep it or to end it.
  if (other !== null || (decided === 'replace' && content.kept !== null)) return 'manage'
  if (active) return null
  if (content.forward !== null) return 'manage'
  return content.vacation?.on === true ? 'send' : null
}
