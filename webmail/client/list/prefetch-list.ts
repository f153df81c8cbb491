// The list that the address of the page names, asked for as soon as it is known whose it is: the page is drawn meanwhile.

import type { QueryClient } from '@tanstack/react-query'
import { firstPageOf } from '../../place/first-page.ts'
import type { EarlyAnswers } from '../queries.ts'
import { pageQuery } from './conversations.ts'

/** Never rejects: whoever shows the list asks again, and says what went wrong. */
export async function prefetchList(client: QueryClient, early: EarlyAnswers): Promise<void> {
  try {
    const [{ rows }, settings] = await Promise.all([early.boxes, early.settings])
    const listed = firstPageOf(location, rows, settings)
    if (listed !== null) await client.prefetchQuery(pageQuery(listed, 0))
  } catch {
    // Neither do those who come later know which box it is.
  }
}
