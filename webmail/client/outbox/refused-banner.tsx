// A message of mine that did not leave: which, why, and the way to mend it. One at a time.

import { useQueryClient } from '@tanstack/react-query'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import type { BoxView } from '../boxes.ts'
import type { OutgoingView } from '../compose/draft.ts'
import { takeBack } from '../compose/outgoing.ts'
import { subjectOf } from '../list/row-words.ts'
import { useWords } from '../words/words.tsx'
import { refusalOf } from './refusal.ts'

export interface RefusedBannerProps {
  readonly box: BoxView
  readonly rows: readonly OutgoingView[]
}

export function RefusedBanner({ box, rows }: RefusedBannerProps) {
  const words = useWords()
  const client = useQueryClient()
  const refused = rows.find(({ state, me }) => state === 'refused' && me)
  if (refused === undefined) return null
  const { outbox } = words.compose
  const subject = subjectOf(refused.subject, words)
  const reason = outbox.reasons[refusalOf(refused.reply)]
  return (
    <Banner
      kind="bad"
      urgent
      action={
        <Button onPress={() => void takeBack(box.id, refused, { client, words })}>
          {refused.draft === null ? outbox.again : outbox.mend}
        </Button>
      }
    >
      {refused.draft === null
        ? outbox.partly(subject, refused.recipients.join(', '), reason)
        : outbox.failed(subject, reason)}
    </Banner>
  )
}
