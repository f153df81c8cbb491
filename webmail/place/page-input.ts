// What a list asks for, page by page.

import { inbox, type Place } from './place.ts'

export interface Listed extends Pick<Place, 'folder' | 'filter' | 'q' | 'scope'> {
  /** Its id; null for all boxes as one. */
  readonly box: string | null
  /** False: a row for each message, as what a search finds always is. */
  readonly conversations: boolean
}

/** So many rows at a time. Who searches waits for the first that are seen, and Dovecot reads each that was found. */
export const rowsOf = ({ q }: Pick<Listed, 'q'>): number => (q === null ? 50 : 25)

type Reading = 'GET /boxes/{box}/conversations' | 'GET /conversations'

export const routeOf = ({ box }: Pick<Listed, 'box'>): Reading =>
  box === null ? 'GET /conversations' : 'GET /boxes/{box}/conversations'

export function pageInput(
  { box, conversations, folder, filter, q, scope }: Listed,
  offset: number,
  limit: number,
) {
  const asked = {
    ...{ offset, limit },
    ...(filter === null ? {} : { filter }),
    ...(q === null ? (conversations ? {} : { single: '1' as const }) : { q }),
  }
  if (box === null) return { query: asked }
  const everywhere = q !== null && scope === 'box' ? { everywhere: '1' as const } : {}
  // In the whole box no folder is more than another: it is one list, whichever is open.
  return {
    params: { box },
    query: { folder: q !== null && scope === 'box' ? inbox : folder, ...asked, ...everywhere },
  }
}
