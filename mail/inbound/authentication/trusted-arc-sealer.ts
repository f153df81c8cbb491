// Whom an ARC chain makes a witness (RFC 8617 §7.2.1). A chain that validates proves who handled the message, not that
// they are honest: only the newest signature covers the body, and a seal's word on those before it is the sealer's own.
// So the sealers of the configuration count from the newest set back to the first that is none of them, and one of those
// sets must say that the author's DMARC passed. An untrusted set after a trusted one hides what it changed; one before
// does not matter, since a trusted sealer looked at what it got.

import type { ARCChainEntry, ARCResult } from 'mailauth'
import { z } from 'zod'

/** What a sealer said of DMARC; mailauth calls the word `result` in the newest set and `value` in the older ones. */
const testimony = z.object({
  dmarc: z.object({
    result: z.string().optional(),
    value: z.string().optional(),
    header: z.object({ from: z.string() }),
  }),
})

/** The domain of the newest seal, or null. Domains are compared whole: a subdomain may be anybody's. */
export function trustedArcSealer(
  arc: ARCResult | false,
  authorDomain: string,
  trusted: ReadonlySet<string>,
): string | null {
  if (arc === false || arc.status.result !== 'pass' || authorDomain === '' || !coversBody(arc)) return null
  const newestFirst = [...(arc.chain ?? [])].reverse()
  const firstOther = newestFirst.findIndex((entry) => !trusted.has(sealingDomain(entry)))
  const believed = firstOther < 0 ? newestFirst : newestFirst.slice(0, firstOther)
  const [newest] = believed
  const said = believed.map((entry) =>
    entry === newest ? arc.authenticationResults : entry['arc-authentication-results']?.parsed,
  )
  if (newest === undefined || !said.some((words) => saysDmarcPassed(words, authorDomain))) return null
  return sealingDomain(newest)
}

/** The d= of a seal. */
export const sealingDomain = (entry: ARCChainEntry): string =>
  String(entry['arc-seal']?.parsed?.d?.value ?? '').toLowerCase()

/** With an l= somebody may have added to what the sealer saw. */
const coversBody = ({ signature }: ARCResult): boolean =>
  signature !== undefined && signature !== false && !signature.canonBodyLengthLimited

function saysDmarcPassed(words: unknown, authorDomain: string): boolean {
  const said = testimony.safeParse(words)
  if (!said.success) return false
  const { result, value, header } = said.data.dmarc
  return (result ?? value ?? '').toLowerCase() === 'pass' && header.from.toLowerCase() === authorDomain
}
