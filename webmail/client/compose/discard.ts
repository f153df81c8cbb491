// Throws a draft away, unless somebody changes their mind first: until then it stays where it is, out of sight.

import { sayDone } from '#ui/overlay/toast.tsx'
import { showPending } from '../actions/pending.ts'
import { rememberUndo } from '../actions/undo.ts'
import { api } from '../api.ts'
import { noAttachments } from './attachments.ts'
import { type InWebmail, mailChanged } from './outgoing.ts'
import { noted } from './ports.ts'
import type { Saving } from './saving-state.ts'
import { openComposer } from './windows.ts'

/** As long as the message about it stays. */
const undoMs = 10_000

export async function discard(saving: Saving, { client, words }: InWebmail): Promise<void> {
  const start = await saving.end('forget')
  const { box, draft, basedOn, place } = start
  const shown =
    place === null
      ? () => undefined
      : showPending({ box, folder: place.folder, rows: new Set([place.uid]), action: { kind: 'delete' } })
  let gone = basedOn === null
  const timer = setTimeout(() => {
    if (basedOn === null) return
    gone = true
    void noted(
      api('DELETE /boxes/{box}/drafts/{draft}', { params: { box, draft }, query: { revision: basedOn } }),
    )
      // It stays a draft, and is seen to be one.
      .catch(() => undefined)
      .then(() => mailChanged(client))
      .finally(shown)
  }, undoMs)
  let unsay = (): void => undefined
  const undo = rememberUndo(() => {
    unsay()
    clearTimeout(timer)
    shown()
    const anew = { draft: crypto.randomUUID(), basedOn: null, place: null, savedAt: null, unsaved: true }
    openComposer({
      kind: 'again',
      box,
      // Its files went with it.
      start: gone && basedOn !== null ? { ...start, ...anew, attachments: noAttachments } : start,
    })
  })
  unsay = sayDone({ text: words.compose.discarded, action: { label: words.compose.undo, run: undo } })
}
