// What was sent: told with the way back, and taken back for as long as it is there.

import type { QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#ui/api/problem-error.ts'
import { formatFull } from '#ui/format/date.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { rememberUndo } from '../../actions/undo.ts'
import { api } from '../../api.ts'
import { problemWords } from '../../failure.tsx'
import type { Words } from '../../words/fr.ts'
import type { OutgoingView } from '../draft/draft.ts'
import { noted } from '../draft/saving-ports.ts'
import { openComposer } from '../windows.ts'

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
  /** The conversation that is archived with it; null where none is. */
  readonly archiving?: Archiving | null
}

/** Comes to what brings the conversation back; to null where it could not be archived, which is said by then. */
export type Archiving = Promise<(() => Promise<void>) | null>

/** « Message envoyé. Annuler » */
export function tellSent(
  box: string,
  outgoing: OutgoingView,
  { planned, undoMs, archiving = null }: HowSent,
  webmail: InWebmail,
): void {
  const { compose, ui } = webmail.words
  // By then it has left, and is in the folder of what was sent.
  if (!planned) setTimeout(() => void mailChanged(webmail.client), Math.max(0, undoMs) + leftAfterMs)
  if (!planned && undoMs <= 0) {
    void tellLeft(archiving, webmail)
    return
  }
  let unsay = (): void => undefined
  const undo = rememberUndo(() => {
    unsay()
    void takeBack(box, outgoing, webmail)
    void bringBack(archiving, webmail)
  })
  unsay = sayDone({
    ...(planned ? {} : { exactlyMs: undoMs }),
    text: planned
      ? compose.planned(formatFull(outgoing.sendAt, ui))
      : archiving === null
        ? compose.sent
        : compose.sentAndArchived,
    action: { label: compose.undo, run: undo },
  })
}

/** It cannot be taken back; the conversation that was archived with it can. */
export async function tellLeft(archiving: Archiving | null, webmail: InWebmail): Promise<void> {
  const { words } = webmail
  sayDone({ text: words.compose.sent })
  if ((await archiving) === null) return
  let unsay = (): void => undefined
  const run = rememberUndo(() => {
    unsay()
    void bringBack(archiving, webmail)
  })
  unsay = sayDone({ text: words.list.done.archive(1), action: { label: words.compose.undo, run } })
}

/** Beside the answer, which has its time and waits for nothing else. */
async function bringBack(archiving: Archiving | null, { client }: InWebmail): Promise<void> {
  const unarchive = await archiving
  if (unarchive == null) return
  await unarchive()
  await mailChanged(client)
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
