// Which rows of a folder are on a page: conversations or single messages, filtered, the newest first. Pure.

import { conversationCount, type FolderIndex, marks, membersOf } from './folder-index.ts'

export const listFilters = ['all', 'unread', 'flagged', 'attachments'] as const
export type ListFilter = (typeof listFilters)[number]

export interface PageRequest {
  readonly offset: number
  readonly limit: number
  readonly filter: ListFilter
  /** False: one row for each message. */
  readonly conversations: boolean
}

export interface PageRow {
  /** The oldest first. */
  readonly uids: readonly number[]
  readonly unread: number
  readonly flagged: boolean
  readonly answered: boolean
  readonly draft: boolean
  readonly hasAttachment: boolean
}

export interface Page {
  /** Of the filter. */
  readonly total: number
  readonly rows: readonly PageRow[]
}

const bitOf: Readonly<Record<ListFilter, number>> = {
  all: 0,
  unread: marks.unread,
  flagged: marks.flagged,
  attachments: marks.attachment,
}

export function pageOf(index: FolderIndex, { offset, limit, filter, conversations }: PageRequest): Page {
  const bit = bitOf[filter]
  const most = conversations ? conversationCount(index) : index.uids.length
  const placesOf = (number: number) =>
    conversations
      ? membersOf(index, number)
      : Uint32Array.of(index.singly?.[number] ?? index.uids.length - 1 - number)
  if (bit === 0) {
    const count = Math.max(0, Math.min(limit, most - offset))
    return {
      total: most,
      rows: Array.from({ length: count }, (_, at) => rowOf(index, placesOf(offset + at))),
    }
  }
  const rows: PageRow[] = []
  let total = 0
  for (let number = 0; number < most; number += 1) {
    const places = placesOf(number)
    if (!places.some((place) => ((index.marks[place] ?? 0) & bit) !== 0)) continue
    if (total >= offset && rows.length < limit) rows.push(rowOf(index, places))
    total += 1
  }
  return { total, rows }
}

function rowOf(index: FolderIndex, places: Uint32Array): PageRow {
  let any = 0
  let unread = 0
  for (const place of places) {
    const of = index.marks[place] ?? 0
    any |= of
    if ((of & marks.unread) !== 0) unread += 1
  }
  const newest = index.marks[places.at(-1) ?? -1] ?? 0
  return {
    uids: Array.from(places, (place) => index.uids[place] ?? 0),
    unread,
    flagged: (any & marks.flagged) !== 0,
    hasAttachment: (any & marks.attachment) !== 0,
    // Of the newest message alone: a reply to an older one answers nothing any more.
    answered: (newest & marks.answered) !== 0,
    draft: (newest & marks.draft) !== 0,
  }
}
