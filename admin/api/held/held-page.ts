// A page of held mail in the words of the contract, with what is being decided about it.

import { findHeldPage, type HeldSearch } from '#db/stores/held/find-held.ts'
import { findPendingDecisions } from '#db/stores/held/pending-decisions.ts'
import type { PageWish } from '#db/stores/query/page.ts'
import type { Reading } from '../http/handler.ts'
import { heldRowView } from './held-view.ts'

export async function heldPage({ actor, database, ports }: Reading, wish: HeldSearch & PageWish) {
  const { rows, next } = await findHeldPage(database, actor.scope, wish)
  const pending = await findPendingDecisions(
    database.drizzle,
    rows.map(({ queueId }) => queueId),
  )
  return { rows: rows.map((row) => heldRowView(row, { pending, heldDays: ports.heldDays })), next }
}
