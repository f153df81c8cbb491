// The list that the address of the page names, asked for as soon as it is known whose it is: the page is drawn meanwhile.

import type { QueryClient } from '@tanstack/react-query'
import { outbox, readPlace } from '../place.ts'
import type { EarlyAnswers } from '../queries.ts'
import { pageQuery } from './conversations.ts'

/** Never rejects: whoever shows the list asks again, and says what went wrong. */
export async function askListEarly(client: QueryClient, early: EarlyAnswers): Promise<void> {
  const { pathname, search } = location
  const place = readPlace(pathname, search)
  if ((pathname !== '/' && !pathname.startsWith('/b/')) || place.folder === outbox) return
  try {
    const [{ rows }, { conversations }] = await Promise.all([early.boxes, early.settings])
    const box = place.box === null ? rows[0] : rows.find(({ address }) => address === place.box)
    const { folder, filter, q, scope } = place
    if (box === undefined) return
    await client.prefetchQuery(pageQuery({ box: box.id, conversations, folder, filter, q, scope }, 0))
  } catch {
    // Neither do those who come later know which box it is.
  }
}
