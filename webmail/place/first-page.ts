// The list that the address of a page names, once it is known whose boxes there are.

import type { WebmailAnswer } from '../contract/all.ts'
import type { Listed } from './page-input.ts'
import { outbox, readPlace } from './place.ts'

/** Null where the page shows no list of a box, or of none that is there. */
export function firstPageOf(
  { pathname, search }: { readonly pathname: string; readonly search: string },
  boxes: WebmailAnswer<'GET /boxes'>['rows'],
  { conversations }: Pick<WebmailAnswer<'GET /settings'>, 'conversations'>,
): Listed | null {
  const place = readPlace(pathname, search)
  if ((pathname !== '/' && !pathname.startsWith('/b/')) || place.folder === outbox) return null
  const { folder, filter, q, scope } = place
  const box = place.box === null ? boxes[0] : boxes.find(({ address }) => address === place.box)
  return box === undefined ? null : { box: box.id, conversations, folder, filter, q, scope }
}
