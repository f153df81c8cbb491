// Filing and marking conversations: shown at once, confirmed by the server, taken back with its reason where it fails, and
// undone by whoever changes their mind.

import { type Query, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { ProblemError } from '#ui/api/problem-error.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { mostAtOnce } from '../../contract/action-limits.ts'
import { inbox, snoozed } from '../../place/place.ts'
import { api } from '../api.ts'
import {
  type Acted,
  type FolderView,
  folderName,
  type MessageAction,
  type RowPlace,
  rowKey,
} from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { isInTrash } from '../folders/confirm-deletion.tsx'
import { askToCancelSending } from '../outbox/cancel-sending.tsx'
import { returnMoment } from '../snooze/return-moment.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { inSequence, trySequence } from './in-sequence.ts'
import { marksBeforeMoves } from './marks-before-moves.ts'
import { showPending } from './pending.ts'
import { type Asked, reverseAction } from './reverse-action.ts'
import { rememberUndo } from './undo.ts'

/** Rows of a list, each by where it lies, the uid that names it and those of its messages. */
export type Filed = readonly (RowPlace & {
  readonly uids: readonly number[]
  readonly returnsAt?: string | undefined
})[]

/** Said by nobody: reading marks as read by itself. */
export type FileConversations = (action: MessageAction, rows: Filed, quiet?: 'quiet') => Promise<boolean>

/** Whichever part of the screen files: what is open is marked by another. */
const marks = marksBeforeMoves()

/** `folders`: those whose names are known, of the box that is open. */
export function useFiling(folders: readonly FolderView[]): FileConversations {
  const client = useQueryClient()
  const words = useWords()
  const change = useMutation({
    mutationFn: ({ box, body }: InBox) => api('POST /boxes/{box}/actions', { params: { box }, body }),
  })
  return async (action, rows, quiet) => {
    if (rows.every(({ uids }) => uids.length === 0)) return true
    const inTurn = quiet === undefined ? marks.file : marks.mark
    const shown = showPending({ rows: new Set(rows.map(rowKey)), action })
    const done: Done[] = []
    const undo = async (): Promise<void> => {
      try {
        await trySequence(
          done.flatMap(({ box, acted, ...place }) =>
            reverseAction(action, place, acted).map((body) => ({ box, body })),
          ),
          (asked) => change.mutateAsync(asked),
        )
        sayDone({ text: words.list.undone })
      } catch (error) {
        sayDone({ text: why('undo', error, words) })
      }
      await readAgain(client)
    }
    try {
      await inSequence(
        placesOf(rows),
        ({ box, folder, uids }) =>
          unlessItLeaves(action, (more) =>
            inTurn(() => change.mutateAsync({ box, body: { folder, uids, action, ...more } })),
          ),
        (place, acted) => done.push({ ...place, acted }),
      )
      if (done.length === 0) return false
      if (quiet === undefined) tell({ action, done, folders }, words, () => void undo())
      await readAgain(client)
      return true
    } catch (error) {
      // What was done before it failed is done, and can be taken back.
      if (done.length > 0 && quiet === undefined) tell({ action, done, folders }, words, () => void undo())
      const text = why(action.kind, error, words)
      await notFiled(error, { client, text, isDone: done.length > 0, isQuiet: quiet !== undefined })
      return false
    } finally {
      shown()
    }
  }
}

interface InBox {
  readonly box: string
  readonly body: Asked
}

interface InPlace {
  readonly box: string
  readonly folder: string
  readonly uids: number[]
  readonly returnsAt: string | undefined
  /** Of rows. */
  readonly count: number
}

interface Done extends InPlace {
  readonly acted: Acted
}

/** Each folder is asked once, unless it is more than one may ask; of what was put off, each hour that it had. */
function placesOf(rows: Filed): readonly InPlace[] {
  const places = Map.groupBy(rows, ({ box, folder, returnsAt = '' }) => `${box} ${returnsAt} ${folder}`)
  return [...places.values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const { box, folder, returnsAt } = first
    const uids = same.flatMap((row) => row.uids)
    const parts = Array.from({ length: Math.ceil(uids.length / mostAtOnce) }, (_, part) =>
      uids.slice(part * mostAtOnce, (part + 1) * mostAtOnce),
    )
    return parts.map((each, part) => ({
      ...{ box, folder, returnsAt, uids: each },
      count: part === 0 ? same.length : 0,
    }))
  })
}

/** Drafts that wait to leave are asked about first. Null where they are to leave, and nothing was done. */
async function unlessItLeaves(
  { kind }: MessageAction,
  act: (more: { cancelSending?: true }) => Promise<Acted>,
): Promise<Acted | null> {
  try {
    return await act({})
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'in-use') throw error
    return (await askToCancelSending(kind === 'delete')) ? await act({ cancelSending: true }) : null
  }
}

interface Told {
  readonly action: MessageAction
  readonly done: readonly Done[]
  readonly folders: readonly FolderView[]
}

function tell({ action, done, folders }: Told, words: Words, undo: () => void): void {
  const once = rememberUndo(() => {
    unsay()
    undo()
  })
  let unsay = (): void => undefined
  const gone = done.reduce((sum, { acted }) => sum + acted.missing.length, 0)
  const count = done.reduce((sum, each) => sum + each.count, 0)
  const missing = gone > 0 ? ` ${words.list.missing(gone)}` : ''
  const text = doneText({ action, done, folders }, count, words)
  if (text === null) {
    if (missing !== '') sayDone({ text: missing.trim() })
    return
  }
  unsay = sayDone({
    text: text + missing,
    ...(done.every(({ acted }) => acted.moved.length === 0)
      ? {}
      : { action: { label: words.list.undo, run: once } }),
  })
}

function doneText({ action, done: places, folders }: Told, count: number, words: Words): string | null {
  const { done } = words.list
  if (action.kind === 'snooze') return words.snooze.done(count, returnMoment(action.until, new Date(), words))
  if (action.kind === 'move') {
    if (action.to === inbox && places.every(({ folder }) => folder === snoozed))
      return words.snooze.back(count)
    const to = folders.find(({ path }) => path === action.to)
    return done.move(count, to === undefined ? action.to : folderName(to, words.frame.roles))
  }
  if (action.kind === 'delete' && places.every(isInTrash)) return words.folders.deleted(count)
  if (action.kind in done) return done[action.kind as Exclude<keyof typeof done, 'move'>](count)
  return null
}

const why = (kind: string, error: unknown, words: Words): string => {
  const { failed } = words.list
  const what =
    kind === 'snooze'
      ? words.snooze.failed
      : kind in failed
        ? failed[kind as keyof typeof failed]
        : failed.move
  return words.list.because(what, problemWords(error, words).title)
}

interface NotFiled {
  readonly client: QueryClient
  readonly text: string
  /** Some of it. */
  readonly isDone: boolean
  readonly isQuiet: boolean
}

async function notFiled(error: unknown, { client, text, isDone, isQuiet }: NotFiled): Promise<void> {
  const isCut = error instanceof ProblemError && error.code === 'unreachable'
  // That there is no network is said already, and nobody asked for what reading does by itself.
  if (!isCut || !isQuiet) sayDone({ text })
  await (isCut && !isDone ? staleUntilAsked(client) : readAgain(client))
}

/** Lists and counts are stale; pages that nobody looks at would no longer fit beside the others. */
async function readAgain(client: QueryClient): Promise<void> {
  for (const path of ['/boxes/{box}/conversations', '/conversations'])
    client.removeQueries({ queryKey: [path], type: 'inactive' })
  await client.invalidateQueries({ predicate: isOfMail })
}

/** Without a network nothing better comes: what was read stays, and is read again once there is one. */
const staleUntilAsked = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: isOfMail, refetchType: 'none' })

const isOfMail = ({ queryKey: [path] }: Query): boolean =>
  path === '/conversations' ||
  (typeof path === 'string' &&
    (path.startsWith('/boxes') || path.startsWith('/outbox')) &&
    path !== '/boxes/{box}/message')
