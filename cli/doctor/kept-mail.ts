// Is there mail that no mailbox has yet? What waits is on its way; what is held stays until a person looks at it.

import { countKeptMail, type KeptMailAmounts } from '#db/stores/held/count-kept-mail.ts'
import type { Context } from '../context.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { type Finding, good, warning } from './finding.ts'

const megabyte = 1_048_576
const almostFullPercent = 80

/** Null when the database does not answer, or not to us. */
export async function readKeptMail(context: Context): Promise<KeptMailAmounts | null> {
  try {
    await using database = openAsOwner(context)
    return await countKeptMail(database)
  } catch {
    return null
  }
}

/** `2 messages, 0.4 MB` */
export const showAmount = ({ messages, bytes }: KeptMailAmounts['held']): string =>
  `${messages} message${messages === 1 ? '' : 's'}, ${(bytes / megabyte).toFixed(1)} MB`

/** `limitMegabytes` is what may be held in all. */
export function keptMailFindings(kept: KeptMailAmounts | null, limitMegabytes: number): readonly Finding[] {
  if (kept === null)
    return [warning('kept mail', 'unknown: the database does not answer', 'see "vaguemestre status"')]
  return [
    heldMailFinding(kept.held, limitMegabytes),
    good('waiting mail', kept.waiting.messages === 0 ? 'none' : showAmount(kept.waiting)),
  ]
}

function heldMailFinding(held: KeptMailAmounts['held'], limitMegabytes: number): Finding {
  if (held.messages === 0) return good('held mail', 'none')
  const percent = Math.floor((held.bytes / (limitMegabytes * megabyte)) * 100)
  if (percent < almostFullPercent)
    return warning('held mail', showAmount(held), '"vaguemestre held list" shows it; release or delete it')
  return warning(
    'held mail',
    `${showAmount(held)}, ${percent} % of what may be held`,
    'release or delete some ("vaguemestre held list"), or raise limits.heldTotalMegabytes: at 100 % what would be held is asked to come back',
  )
}
