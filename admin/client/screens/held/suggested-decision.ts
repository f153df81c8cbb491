// Which of the decisions about a held message is the one to take, by what was found: the only solid button. What may do
// harm is never let out by the button that stands out, and where nobody can tell, none does.

import type { HeldView } from './held-view.ts'

type Act = 'block' | 'delete' | 'release'

/** Who writes deceives. A file that does harm often comes from an honest sender, or in the name of one. */
const deceptions = ['borrowed-name', 'look-alike-domain', 'bank-details-change', 'payment-pressure']

/** Nobody could look inside, or nothing proves who wrote. */
const untold = ['attachment', 'unscannable', 'dmarc-reject', 'dmarc-quarantine', 'author-doubtful']

type Verdict = Pick<HeldView, 'author' | 'dangerous' | 'findings' | 'reason' | 'releasable'>

/** Null where it is for whoever decides to say. A sender that the message does not name cannot be blocked. */
export function suggestedDecision({ author, dangerous, findings, reason, releasable }: Verdict): Act | null {
  if (!dangerous && releasable) return untold.includes(reason) ? null : 'release'
  const deceives = reason === 'suspicion' || findings.some((finding) => deceptions.includes(finding))
  return deceives && author !== '' ? 'block' : 'delete'
}
