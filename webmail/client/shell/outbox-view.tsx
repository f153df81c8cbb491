// The view of what waits to leave, in the same frame as a folder.

import { outbox } from '../../place/place.ts'
import { type BoxView, unreadOf } from '../boxes.ts'
import { OutboxList } from '../outbox/outbox-list.tsx'
import { useAskedOutbox } from '../outbox/use-outbox.ts'
import { useAnswer } from '../queries.ts'
import { useTitle } from '../use-title.ts'
import { useWords } from '../words/words.tsx'
import { MailFrame, toInbox } from './mail-frame.tsx'
import type { Overlay } from './overlay.ts'

export interface OutboxViewProps {
  readonly box: BoxView
  readonly boxes: readonly BoxView[]
  readonly onOverlay: (overlay: Overlay) => void
}

const everyMinute = 60_000

export function OutboxView({ box, boxes, onOverlay }: OutboxViewProps) {
  const { compose, frame } = useWords()
  const asked = useAnswer('GET /boxes/{box}/folders', { params: { box: box.id } }, { refetchMs: everyMinute })
  const waiting = useAskedOutbox(box)
  useTitle(frame.title(unreadOf(boxes), compose.outbox.title, box.address))
  return (
    <MailFrame
      {...{ box, boxes, onOverlay }}
      folders={asked.data?.rows ?? null}
      error={asked.error}
      onRetry={() => void asked.refetch()}
      folder={outbox}
      reading={false}
      onMessages={toInbox(box)}
      onSearch={toInbox(box)}
    >
      {(openFolders) => (
        <OutboxList
          box={box}
          rows={waiting.data?.rows ?? null}
          error={waiting.error}
          onRetry={() => void waiting.refetch()}
          onFolders={openFolders}
        />
      )}
    </MailFrame>
  )
}
