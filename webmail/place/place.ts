// Where one is, as the address of the page says it: `/b/{address}/{folder}/{uid}?filter=…&q=…`, or `/toutes` for all boxes as
// one, with `/{address}/{folder}/{uid}` behind it for what is open. Back works, and every view opens in a tab of its own.

import type { WebmailInput } from '../contract/all.ts'

type ListFilter = NonNullable<WebmailInput<'GET /boxes/{box}/conversations'>['query']['filter']>

export interface Place {
  /** All boxes as one: box and folder are then those of the conversation that is open. */
  readonly every: boolean
  /** Address of the box; null: whichever comes first. */
  readonly box: string | null
  /** As IMAP names it. */
  readonly folder: string
  /** Of the conversation that is open. */
  readonly uid: number | null
  readonly filter: ListFilter | null
  /** What is searched for. */
  readonly q: string | null
  /** How far: in the whole box, unless somebody wants less. */
  readonly scope: SearchScope
  /** Where the open conversation lies, when that is not the folder of the list. */
  readonly at: string | null
}

export type SearchScope = 'folder' | 'box'

export const everyBox: Place = {
  ...{ every: true, box: null, folder: 'INBOX', uid: null, filter: null, q: null, scope: 'box', at: null },
}

/** RFC 9051 §5.1: whatever its case, there is one of this name. */
export const inbox = 'INBOX'

/** Where what was put off lies, as the mail server has it. */
export const snoozed = 'Snoozed'

/** What is being written, as the mail server has it. */
export const drafts = 'Drafts'

/** What was thrown away, as the mail server has it. */
export const trash = 'Trash'

/** What waits to leave is no folder of the box: no path of one begins so (RFC 9051 §5.1.1, with `/` between levels). */
export const outbox = '/envois'

const filters: readonly ListFilter[] = ['unread', 'flagged', 'attachments']
const greatestUid = 4_294_967_295

export function readPlace(pathname: string, search: string): Place {
  const [, mark, box = '', folder = '', uid = ''] = pathname.split('/').map(decoded)
  const asked = new URLSearchParams(search)
  const q = asked.get('q')
  const every = mark === 'toutes'
  const at = asked.get('in')
  const number = /^\d{1,10}$/.test(uid) ? Number(uid) : 0
  return {
    every,
    box: (mark !== 'b' && !every) || box === '' ? null : box,
    folder: folder === '' ? inbox : folder,
    uid: number >= 1 && number <= greatestUid ? number : null,
    filter: filters.find((each) => each === asked.get('filter')) ?? null,
    q: q === null || q.trim() === '' ? null : q,
    scope: asked.get('scope') === 'folder' ? 'folder' : 'box',
    at: every || at === null || at === '' ? null : at,
  }
}

export function addressOf({ every, box, folder, uid, filter, q, scope, at }: Place): string {
  if (box === null && !every) return '/'
  const search = new URLSearchParams()
  if (filter !== null) search.set('filter', filter)
  if (q !== null) search.set('q', q)
  if (q !== null && scope === 'folder' && !every) search.set('scope', scope)
  if (uid !== null && at !== null && !every) search.set('in', at)
  const opened = uid === null ? [] : [String(uid)]
  const steps = box === null || (every && uid === null) ? [] : [encoded(box), encoded(folder), ...opened]
  const path = ['', every ? 'toutes' : 'b', ...steps].join('/')
  return search.size === 0 ? path : `${path}?${search}`
}

/** A folder of a box, with nothing open and nothing searched for. */
export const folderAddress = (box: string, folder: string): string =>
  addressOf({ ...everyBox, every: false, box, folder })

/** Nothing is open any more. */
export const closed = (place: Place): Place => ({
  ...place,
  ...(place.every ? { box: null, folder: inbox } : {}),
  ...{ uid: null, at: null },
})

/** With a row of the list open; `box` is the address of its box. */
export function opening(
  place: Place,
  { folder, uid }: { readonly folder: string; readonly uid: number },
  box: string,
): Place {
  if (place.every) return { ...place, box, folder, uid }
  return { ...place, uid, at: folder === place.folder ? null : folder }
}

/** Where the open conversation lies. */
export const openFolderOf = ({ at, folder }: Pick<Place, 'at' | 'folder'>): string => at ?? folder

/** An @ says what it is; a slash inside a name must not part it. */
const encoded = (step: string): string => encodeURIComponent(step).replaceAll('%40', '@')

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
