// Which answers are stale once something happened, by the keys of ../queries.ts.

import type { QueryKey } from '@tanstack/react-query'
import { inbox } from '../../place/place.ts'
import type { LiveEvent } from './read-events.ts'

export function isStale(event: LiveEvent, [path, input]: QueryKey): boolean {
  // The count beside a box is that of its inbox.
  if (path === '/boxes') return event.kind === 'listening' || ('folder' in event && event.folder === inbox)
  if (path === '/conversations') return isTouchedEvery(event, queryIn(input).q !== undefined)
  if (event.kind === 'listening') return isOfMail(path) && event.boxes.some((box) => box === boxIn(input))
  if (boxIn(input) !== event.box || !isOfMail(path)) return false
  if (event.kind === 'folders') return path === '/boxes/{box}/folders'
  if (path === '/boxes/{box}/writers') return event.kind === 'changed' && event.folder === drafts
  if (path !== '/boxes/{box}/conversations') return true
  const { folder, q } = queryIn(input)
  // Whoever searches may find it wherever it is.
  return folder === event.folder || q !== undefined
}

/** All inboxes as one list; a search in all boxes may find it wherever it is. */
const isTouchedEvery = (event: LiveEvent, searches: boolean): boolean =>
  event.kind === 'listening' || ('folder' in event && (searches || event.folder === inbox))

/** As the mail server has it: somebody writes, and it changes with each pause. */
const drafts = 'Drafts'

/** What a message says never changes. */
const isOfMail = (path: unknown): boolean =>
  path === '/boxes/{box}/folders' ||
  path === '/boxes/{box}/conversations' ||
  path === '/boxes/{box}/conversation' ||
  path === '/boxes/{box}/writers'

const partOf = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null ? Reflect.get(input, name) : undefined

const boxIn = (input: unknown): unknown => partOf(partOf(input, 'params'), 'box')

const queryIn = (input: unknown): { readonly folder: unknown; readonly q: unknown } => ({
  folder: partOf(partOf(input, 'query'), 'folder'),
  q: partOf(partOf(input, 'query'), 'q'),
})
