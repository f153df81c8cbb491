// A draft is gone on with; one that was sent and waits to leave is taken back first, by whoever means it.

import { useQueryClient } from '@tanstack/react-query'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { BoxView, ConversationRow } from '../boxes.ts'
import { takeBack } from '../compose/send/outgoing.ts'
import { openComposer } from '../compose/windows.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { useQueued } from './queued.ts'
import { useOutbox } from './use-outbox.ts'

export function useOpenDraft(box: BoxView): (row: Pick<ConversationRow, 'folder' | 'uid'>) => void {
  const words = useWords()
  const client = useQueryClient()
  const rows = useOutbox(box)
  const { person } = useSession()
  const queued = useQueued(person.id)
  return ({ folder, uid }) => {
    const here = queued.find(
      ({ copy, place }) => copy.box === box.id && place?.folder === folder && place.uid === uid,
    )
    if (here !== undefined) {
      const { draft } = here.copy
      const run = async () => (await import('./queue.ts')).takeBackQueued(person.id, draft, words)
      sayDone({
        text: words.compose.outbox.waits,
        action: { label: words.compose.outbox.takeBack, run: () => void run() },
      })
      return
    }
    const waiting = rows?.find(
      ({ state, draft }) => state !== 'refused' && draft?.folder === folder && draft.uid === uid,
    )
    if (waiting === undefined) openComposer({ kind: 'draft', box: box.id, place: { folder, uid } })
    else
      sayDone({
        text: words.compose.outbox.waits,
        action: {
          label: words.compose.outbox.takeBack,
          run: () => void takeBack(box.id, waiting, { client, words }),
        },
      })
  }
}
