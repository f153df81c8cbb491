// Is there mail that no mailbox has yet? What waits is on its way; what is held stays until a person looks at it.

import { countKeptMail, type KeptMailAmounts } from '#db/stores/count-kept-mail.ts'
import type { Context } from '../context.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { type Finding, good, warning } from './finding.ts'

const megabyte = 1_048_576

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

export function keptMailFindings(kept: KeptMailAmounts | null): readonly Finding[] {
  if (kept === null)
    return [warning('kept mail', 'unknown: the database does not answer', 'see "vaguemestre status"')]
  return [
    kept.held.messages === 0
      ? good('held mail', 'none')
      : warning('held mail', showAmount(kept.held), '"vaguemestre held list" shows it; release or delete it'),
    good('waiting mail', kept.waiting.messages === 0 ? 'none' : showAmount(kept.waiting)),
  ]
}
