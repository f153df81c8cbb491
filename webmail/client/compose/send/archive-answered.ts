// « Envoyer et archiver »: the conversation that was answered leaves its folder as its answer leaves the window, and comes back
// with it.

import type { QueryClient } from '@tanstack/react-query'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { WebmailAnswer } from '../../../contract/all.ts'
import { inbox, snoozed } from '../../../place/place.ts'
import { trySequence } from '../../actions/in-sequence.ts'
import { continueInOpenList } from '../../actions/open-list.ts'
import { showPending } from '../../actions/pending.ts'
import { reverseAction } from '../../actions/reverse-action.ts'
import { api } from '../../api.ts'
import { type MessageAction, type MessageView, rowKey } from '../../boxes.ts'
import { problemWords } from '../../failure.tsx'
import type { Words } from '../../words/fr.ts'
import type { DraftContent } from '../draft/draft.ts'
import { noted } from '../draft/saving-ports.ts'

/** What an answer would put away. */
export interface Archivable {
  readonly place: MessageView['place']
  /** What came after that nobody has read: it stays. Undefined: nobody knows. */
  readonly seen: string | undefined
}

export interface Answered extends Archivable {
  readonly box: string
  /** False: the message alone, as whoever has each on a line of its own reads it. */
  readonly wholeConversation: boolean
  /** The answer left long after its author pressed the button. */
  readonly isLate?: boolean
}

const archive: MessageAction = { kind: 'archive' }

/** What lies elsewhere is put away already, or is no conversation that came in. */
const notFiledYet: ReadonlySet<string> = new Set([inbox, snoozed])

/** Where what a draft answers can be archived from; null where it answers nothing, or nothing is to be archived. */
export const archivableFrom = ({ about }: Pick<DraftContent, 'about'>): Archivable | null =>
  about?.kind === 'reply' && notFiledYet.has(about.place.folder)
    ? { place: about.place, seen: about.seen }
    : null

/** Gives what takes it back; null where nothing was archived, which is said. */
export async function archiveAnswered(
  { box, place: { folder, uid }, seen, wholeConversation, isLate = false }: Answered,
  { client, words }: { readonly client: QueryClient; readonly words: Words },
): Promise<(() => Promise<void>) | null> {
  try {
    const params = { box }
    const query = { folder, uid, ...(wholeConversation ? {} : { single: '1' as const }) }
    const conversation = await noted(api('GET /boxes/{box}/conversation', { params, query }))
    const uids = withoutLater(conversation, { folder, seen })
    const rows = uids.map((each) => ({ box, folder, uid: each, uids: [each] }))
    const shown = showPending({ rows: new Set(rows.map(rowKey)), action: archive })
    try {
      continueInOpenList(archive, rows, isLate ? 'by-itself' : undefined)
      const body = { folder, uids, action: archive }
      const acted = await noted(api('POST /boxes/{box}/actions', { params, body }))
      void readAgain(client).finally(shown)
      return () => takenBack(box, reverseAction(archive, { folder, uids }, acted), words)
    } catch (error) {
      shown()
      throw error
    }
  } catch (error) {
    const { list } = words
    sayDone({ text: list.because(list.failed.archive, problemWords(error, words).title) })
    return null
  }
}

/** Whoever wrote once more while the answer was being written is to be read first. */
function withoutLater(
  { uids, messages }: WebmailAnswer<'GET /boxes/{box}/conversation'>,
  { folder, seen }: { readonly folder: string; readonly seen: string | undefined },
): number[] {
  if (seen === undefined) return uids
  const later = messages.filter(
    ({ at, place }) => place.folder === folder && Date.parse(at) > Date.parse(seen),
  )
  const out = new Set(later.map(({ place }) => place.uid))
  return uids.filter((uid) => !out.has(uid))
}

async function takenBack(box: string, all: ReturnType<typeof reverseAction>, words: Words): Promise<void> {
  try {
    await trySequence(all, (body) => noted(api('POST /boxes/{box}/actions', { params: { box }, body })))
  } catch (error) {
    sayDone({ text: words.list.because(words.list.failed.undo, problemWords(error, words).title) })
  }
}

/** The rows that are shown as gone are gone before they are no longer held back. */
const readAgain = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [path] }) => path === '/conversations' || path === '/boxes/{box}/conversations',
  })
