// What was searched for may name the folder to look in (`dans:archives`): that is where one is then. Until one is, nothing of
// it is there to be ticked or filed: numbers of messages mean others in another folder.

import type { Place } from '../place.ts'
import type { Conversations } from './conversations.ts'

export interface InPlace {
  readonly conversations: Conversations
  /** Where what was found lies; null where one is there. */
  readonly elsewhere: string | null
}

export function inPlace(conversations: Conversations, { folder, q }: Pick<Place, 'folder' | 'q'>): InPlace {
  const found = q === null ? undefined : conversations.rowAt(0)?.folder
  if (found === undefined || found === folder) return { conversations, elsewhere: null }
  return {
    conversations: { ...conversations, state: 'loading', rowAt: () => undefined, indexOf: () => -1 },
    elsewhere: found,
  }
}
