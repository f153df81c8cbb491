// A message of mine that did not leave: which, why, and the way to mend it. One at a time, from whichever box it is.

import { useQueryClient } from '@tanstack/react-query'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import type { BoxView } from '../boxes.ts'
import { forget, takeBack } from '../compose/send/outgoing.ts'
import { subjectOf } from '../list/row-words.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { refusalOf, refusedWords } from './refusal.ts'
import { type RefusedView, useRefused } from './use-refused.ts'

export interface RefusedBannerProps {
  /** The one in sight; null where several are. */
  readonly box: BoxView | null
  readonly boxes: readonly BoxView[]
  /** Those of this box are shown already. */
  readonly othersAlone: boolean
}

export function RefusedBanner({ box, boxes, othersAlone }: RefusedBannerProps) {
  const words = useWords()
  const client = useQueryClient()
  const all = useRefused()
  const open = all.filter((row) => row.box === box?.id)
  const others = all.filter((row) => row.box !== box?.id && boxes.some(({ id }) => id === row.box))
  const [refused] = othersAlone ? others : [...open, ...others]
  if (refused === undefined) return null
  const { outbox } = words.compose
  const from = boxes.find(({ id }) => id === refused.box)
  const text = textOf(refused, words)
  const isGone = refusalOf(refused.reply) === 'gone'
  const act = () => (isGone ? forget : takeBack)(refused.box, refused, { client, words })
  return (
    <Banner
      kind="bad"
      urgent
      action={
        <Button onPress={() => void act()}>
          {isGone ? outbox.understood : refused.draft === null ? outbox.again : outbox.mend}
        </Button>
      }
    >
      {from === undefined || from.id === box?.id ? text : outbox.inBox(from.address, text)}
    </Banner>
  )
}

function textOf({ subject: written, reply, draft, recipients }: RefusedView, words: Words): string {
  const { outbox } = words.compose
  const subject = subjectOf(written, words)
  const reason = refusalOf(reply)
  if (reason === 'gone') return outbox.draftGone(subject)
  return draft === null
    ? outbox.partly(subject, recipients.join(', '), outbox.reasons[reason])
    : refusedWords(subject, { reply, recipients }, words)
}
