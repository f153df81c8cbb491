// Throws a draft away, unless somebody changes their mind first: until then it stays where it is, out of sight.

import { sayDone } from '#ui/overlay/toast.tsx'
import { showPending } from '../../actions/pending.ts'
import { rememberUndo } from '../../actions/undo.ts'
import { api } from '../../api.ts'
import { rowKey } from '../../boxes.ts'
import { holdsLink } from '../../sharing/link-html.ts'
import { type InWebmail, mailChanged } from '../send/outgoing.ts'
import { openComposer } from '../windows.ts'
import { noted } from './saving-ports.ts'
import type { Saving } from './saving-state.ts'

/** As long as the message about it stays; Ctrl+Z brings it back later, too. */
const undoMs = 10_000

export async function discard(saving: Saving, { client, words }: InWebmail): Promise<void> {
  const start = await saving.end('forget')
  const { box, draft, basedOn, place } = start
  const shown =
    place === null
      ? () => undefined
      : showPending({ rows: new Set([rowKey({ box, ...place })]), action: { kind: 'delete' } })
  let isThrown = false
  const timer = setTimeout(() => {
    if (basedOn === null) return
    isThrown = true
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
    // Where it has gone by now, it lies in the trash with its files: written as what follows it, it has them again.
    openComposer({ kind: 'again', box, start: isThrown ? { ...start, unsaved: true } : start })
  })
  const { discarded } = words.compose
  // A draft has none but ours: what it answers is quoted beside its text.
  const text = holdsLink(start.content.html) ? `${discarded} ${words.sharing.discarded}` : discarded
  unsay = sayDone({
    ...{ text, exactlyMs: undoMs },
    action: { label: words.compose.undo, run: undo },
  })
}
