// What was sent: told with the way back, and taken back for as long as it is there.

import type { QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#ui/api/problem-error.ts'
import { formatFull } from '#ui/format/date.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { rememberUndo } from '../actions/undo.ts'
import { api } from '../api.ts'
import { problemWords } from '../failure.tsx'
import type { Words } from '../words/fr.ts'
import type { OutgoingView } from './draft.ts'
import { noted } from './ports.ts'
import { openComposer } from './windows.ts'

/** After the last moment at which it could have been taken back. */
const leftAfterMs = 5_000

export interface InWebmail {
  readonly client: QueryClient
  readonly words: Words
}

export interface HowSent {
  /** At an hour that was chosen. */
  readonly planned: boolean
  /** How long it still waits for whoever changes their mind. */
  readonly undoMs: number
  /** Brings back the conversation that was archived with it; null where none was. */
  readonly unarchive?: (() => Promise<void>) | null
}

/** « Message envoyé. Annuler » */
export function tellSent(
  box: string,
  outgoing: OutgoingView,
  { planned, undoMs, unarchive = null }: HowSent,
  webmail: InWebmail,
): void {
  const { compose, ui } = webmail.words
  // By then it has left, and is in the folder of what was sent.
  if (!planned) setTimeout(() => void mailChanged(webmail.client), Math.max(0, undoMs) + leftAfterMs)
  if (!planned && undoMs <= 0) {
    tellLeft(unarchive, webmail)
    return
  }
  let unsay = (): void => undefined
  const undo = rememberUndo(() => {
    unsay()
    void bothBack(unarchive, () => takeBack(box, outgoing, webmail))
  })
  unsay = sayDone({
    ...(planned ? {} : { exactlyMs: undoMs }),
    text: planned
      ? compose.planned(formatFull(outgoing.sendAt, ui))
      : unarchive === null
        ? compose.sent
        : compose.sentAndArchived,
    action: { label: compose.undo, run: undo },
  })
}

/** It cannot be taken back; the conversation that was archived with it can. */
export function tellLeft(unarchive: (() => Promise<void>) | null, { client, words }: InWebmail): void {
  sayDone({ text: words.compose.sent })
  if (unarchive === null) return
  let unsay = (): void => undefined
  const run = rememberUndo(() => {
    unsay()
    void unarchive().then(() => mailChanged(client))
  })
  unsay = sayDone({ text: words.list.done.archive(1), action: { label: words.compose.undo, run } })
}

/** The conversation first: its answer is then open beside it. */
async function bothBack(unarchive: (() => Promise<void>) | null, back: () => Promise<void>): Promise<void> {
  await unarchive?.()
  await back()
}

/** Its draft is open again; where it has left meanwhile, that is said. */
export async function takeBack(
  box: string,
  { id: outgoing, recipients, subject }: Pick<OutgoingView, 'id' | 'recipients' | 'subject'>,
  { client, words }: InWebmail,
): Promise<void> {
  try {
    const { draft } = await noted(api('DELETE /boxes/{box}/outbox/{outgoing}', { params: { box, outgoing } }))
    // It left, and these alone did not get it: they are written to anew.
    if (draft === null)
      openComposer({
        ...{ kind: 'new', box },
        prefilled: {
          to: recipients.map((address) => ({ name: '', address })),
          cc: [],
          bcc: [],
          subject,
          text: '',
        },
      })
    else openComposer({ kind: 'draft', box, place: draft })
  } catch (error) {
    const gone =
      error instanceof ProblemError && (error.code === 'not-found' || error.code === 'changed-meanwhile')
    sayDone({
      text: gone
        ? words.compose.alreadyLeft
        : words.list.because(words.list.failed.undo, problemWords(error, words).title),
    })
  }
  await mailChanged(client)
}

/** It is told no more; nothing of it is there to be changed. */
export async function forget(
  box: string,
  { id: outgoing }: Pick<OutgoingView, 'id'>,
  { client, words }: InWebmail,
): Promise<void> {
  try {
    await noted(api('DELETE /boxes/{box}/outbox/{outgoing}', { params: { box, outgoing } }))
  } catch (error) {
    const isGone = error instanceof ProblemError && error.code === 'not-found'
    if (!isGone) sayDone({ text: problemWords(error, words).title })
  }
  await mailChanged(client)
}

/** Folders, lists and what waits to leave are to be read again; messages stay what they are. */
export const mailChanged = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      path === '/conversations' ||
      (typeof path === 'string' &&
        (path.startsWith('/boxes') || path.startsWith('/outbox')) &&
        !unchanging.has(path)),
  })

const unchanging: ReadonlySet<string> = new Set([
  '/boxes/{box}/message',
  '/boxes/{box}/answer',
  '/boxes/{box}/draft',
  '/boxes/{box}/senders',
  '/boxes/{box}/suggestions',
])
