// A colleague of a shared box has answered the same message meanwhile: who and when, their answer to look at, and the way to send
// one's own beside it. Nothing of what was written is lost by either.

import { type RefObject, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { useFocusLeft } from '#ui/page/use-focus-left.ts'
import { Banner } from '#ui/shown/banner.tsx'
import type { AnswerMeanwhile } from '../../contract/outbox.ts'
import { api } from '../api.ts'
import type { BoxView, MessageView } from '../boxes.ts'
import { daysSince } from '../list/days.ts'
import { addressOf, everyBox, folderAddress } from '../place.ts'
import { useWords } from '../words/words.tsx'
import { placesOf } from './answered.ts'
import { noted } from './ports.ts'
import type { Saving } from './saving-state.ts'

export interface AnsweredPanelProps {
  readonly box: BoxView
  readonly answer: AnswerMeanwhile
  readonly saving: Saving
  /** Around it, with the text that is gone on with. */
  readonly frame: RefObject<HTMLElement | null>
  /** Its author looks at it: the window makes room, and has it known. */
  readonly onSee: () => void
  readonly onSendMine: () => void
}

/** Its copy among what was sent, where nothing else leads to it. */
const sentFolder = 'Sent'

export function AnsweredPanel({ box, answer, saving, frame, onSee, onSendMine }: AnsweredPanelProps) {
  const { answered } = useWords().compose
  const [busy, setBusy] = useState(false)
  const text = useAnsweredText(answer)
  useFocusLeft(() => frame.current?.querySelector<HTMLElement>('.compose-text'))
  const see = async (): Promise<void> => {
    setBusy(true)
    // What is written stays with its window; saved as well, it outlives the tab.
    await saving.flush()
    const place = await firstThere(box.id, placesOf(answer, saving.state().content))
    setBusy(false)
    onSee()
    navigate(
      place === null
        ? folderAddress(box.address, sentFolder)
        : addressOf({ ...everyBox, every: false, box: box.address, ...place }),
    )
  }
  return (
    <div className="compose-notes">
      <Banner
        kind="warn"
        urgent
        action={
          <span className="compose-conflict-go">
            <Button isPending={busy} onPress={() => void see()}>
              {answer.person === null ? answered.see : answered.seeTheirs}
            </Button>
            <Button isDisabled={busy} onPress={onSendMine}>
              {answered.sendMine}
            </Button>
          </span>
        }
      >
        {text}
      </Banner>
    </div>
  )
}

function useAnsweredText({ person, at, leavesAt }: AnswerMeanwhile): string {
  const { answered } = useWords().compose
  const format = useFormat()
  const when = (instant: string): string =>
    daysSince(instant, new Date()) === 0
      ? answered.today(format.time(instant))
      : answered.on(format.full(instant))
  if (person === null) return answered.bySomebody(when(at))
  return leavesAt === null ? answered.by(person, when(at)) : answered.planned(person, when(leavesAt))
}

async function firstThere(
  box: string,
  places: readonly MessageView['place'][],
): Promise<MessageView['place'] | null> {
  for (const { folder, uid } of places)
    try {
      await noted(api('GET /boxes/{box}/conversation', { params: { box }, query: { folder, uid } }))
      return { folder, uid }
    } catch {
      // The next one; the page says what is wrong where there is none.
    }
  return null
}
