// Filing and marking conversations: shown at once, confirmed by the server, taken back with its reason where it fails, and
// undone by whoever changes their mind.

import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { type Acted, type BoxView, type FolderView, folderName, type MessageAction } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { showPending } from './pending.ts'
import { type Asked, reversed } from './reversed.ts'
import { rememberUndo } from './undo.ts'

/** Rows of a list, each by the uid that names it and those of its messages. */
export type Filed = readonly { readonly uid: number; readonly uids: readonly number[] }[]

/** Said by nobody: reading marks as read by itself. */
export type FileConversations = (action: MessageAction, rows: Filed, quiet?: 'quiet') => Promise<boolean>

export function useFile(box: BoxView, folder: string, folders: readonly FolderView[]): FileConversations {
  const client = useQueryClient()
  const words = useWords()
  const change = useMutation({
    mutationFn: (body: Asked) => api('POST /boxes/{box}/actions', { params: { box: box.id }, body }),
  })
  return async (action, rows, quiet) => {
    const uids = rows.flatMap((row) => row.uids)
    if (uids.length === 0) return true
    const shown = showPending({ box: box.id, folder, rows: new Set(rows.map(({ uid }) => uid)), action })
    try {
      const acted = await change.mutateAsync({ folder, uids, action })
      const undo = async (): Promise<void> => {
        try {
          for (const back of reversed(action, folder, uids, acted)) await change.mutateAsync(back)
          sayDone({ text: words.list.undone })
        } catch (error) {
          sayDone({ text: why('undo', error, words) })
        }
        await readAgain(client)
      }
      if (quiet === undefined) tell({ action, count: rows.length, acted, folders }, words, () => void undo())
      await readAgain(client)
      return true
    } catch (error) {
      sayDone({ text: why(action.kind, error, words) })
      return false
    } finally {
      shown()
    }
  }
}

interface Told {
  readonly action: MessageAction
  readonly count: number
  readonly acted: Acted
  readonly folders: readonly FolderView[]
}

function tell({ action, count, acted, folders }: Told, words: Words, undo: () => void): void {
  const once = rememberUndo(() => {
    unsay()
    undo()
  })
  let unsay = (): void => undefined
  const missing = acted.missing.length > 0 ? ` ${words.list.missing(acted.missing.length)}` : ''
  const text = doneText(action, count, folders, words)
  if (text === null) {
    if (missing !== '') sayDone({ text: missing.trim() })
    return
  }
  unsay = sayDone({
    text: text + missing,
    ...(acted.moved.length === 0 ? {} : { action: { label: words.list.undo, run: once } }),
  })
}

function doneText(
  action: MessageAction,
  count: number,
  folders: readonly FolderView[],
  words: Words,
): string | null {
  const { done } = words.list
  if (action.kind === 'move') {
    const to = folders.find(({ path }) => path === action.to)
    return done.move(count, to === undefined ? action.to : folderName(to, words.frame.roles))
  }
  if (action.kind in done) return done[action.kind as Exclude<keyof typeof done, 'move'>](count)
  return null
}

const why = (kind: string, error: unknown, words: Words): string => {
  const { failed } = words.list
  const what = kind in failed ? failed[kind as keyof typeof failed] : failed.move
  return words.list.because(what, problemWords(error, words).title)
}

/** Lists and counts are stale; pages that nobody looks at would no longer fit beside the others. */
async function readAgain(client: QueryClient): Promise<void> {
  client.removeQueries({ queryKey: ['/boxes/{box}/conversations'], type: 'inactive' })
  await client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && path.startsWith('/boxes') && path !== '/boxes/{box}/message',
  })
}
