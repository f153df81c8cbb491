// Where one is, as the address of the page says it: `/b/{address}/{folder}/{uid}?filter=…&q=…`. Back works, and every view
// opens in a tab of its own.

import { useMemo } from 'react'
import { usePathname, useSearch } from 'wouter/use-browser-location'
import type { ListFilter } from './boxes.ts'

export interface Place {
  /** Address of the box; null: whichever comes first. */
  readonly box: string | null
  /** As IMAP names it. */
  readonly folder: string
  /** Of the conversation that is open. */
  readonly uid: number | null
  readonly filter: ListFilter | null
  /** What is searched for. */
  readonly q: string | null
}

/** RFC 9051 §5.1: whatever its case, there is one of this name. */
export const inbox = 'INBOX'

/** What waits to leave is no folder of the box: no path of one begins so (RFC 9051 §5.1.1, with `/` between levels). */
export const outbox = '/envois'

const filters: readonly ListFilter[] = ['unread', 'flagged', 'attachments']
const greatestUid = 4_294_967_295

export function readPlace(pathname: string, search: string): Place {
  const [, mark, box = '', folder = '', uid = ''] = pathname.split('/').map(decoded)
  const asked = new URLSearchParams(search)
  const q = asked.get('q')
  const number = /^\d{1,10}$/.test(uid) ? Number(uid) : 0
  return {
    box: mark !== 'b' || box === '' ? null : box,
    folder: folder === '' ? inbox : folder,
    uid: number >= 1 && number <= greatestUid ? number : null,
    filter: filters.find((each) => each === asked.get('filter')) ?? null,
    q: q === null || q.trim() === '' ? null : q,
  }
}

export function addressOf({ box, folder, uid, filter, q }: Place): string {
  if (box === null) return '/'
  const search = new URLSearchParams()
  if (filter !== null) search.set('filter', filter)
  if (q !== null) search.set('q', q)
  const path = ['', 'b', encoded(box), encoded(folder), ...(uid === null ? [] : [String(uid)])].join('/')
  return search.size === 0 ? path : `${path}?${search}`
}

/** A folder of a box, with nothing open and nothing searched for. */
export const folderAddress = (box: string, folder: string): string =>
  addressOf({ box, folder, uid: null, filter: null, q: null })

export function usePlace(): Place {
  const pathname = usePathname()
  const search = useSearch()
  return useMemo(() => readPlace(pathname, search), [pathname, search])
}

/** An @ says what it is; a slash inside a name must not part it. */
const encoded = (step: string): string => encodeURIComponent(step).replaceAll('%40', '@')

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
