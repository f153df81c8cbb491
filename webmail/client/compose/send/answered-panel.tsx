// A colleague of a shared box has answered the same message meanwhile: who and when, their answer to look at, and the way to send
// one's own beside it. Nothing of what was written is lost by either.

import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { AnswerMeanwhile } from '../../../contract/outbox.ts'
import { addressOf, everyBox, folderAddress } from '../../../place/place.ts'
import { api } from '../../api.ts'
import type { BoxView } from '../../boxes.ts'
import { problemWords } from '../../failure.tsx'
import { daysSince } from '../../list/day-headings.ts'
import { useWords } from '../../words/words.tsx'
import { noted } from '../draft/saving-ports.ts'
import type { Saving } from '../draft/saving-state.ts'
import { type WherePorts, whereToRead } from './answered-meanwhile.ts'
import { BlockingNotice, type BlockingNoticeProps } from './blocking-notice.tsx'

export interface AnsweredPanelProps extends Pick<BlockingNoticeProps, 'frame'> {
  readonly box: BoxView
  readonly answer: AnswerMeanwhile
  readonly saving: Saving
  /** Its author looks at it: the window makes room, and has it known. */
  readonly onSee: () => void
  readonly onSendMine: () => void
}

/** Its copy among what was sent, where nothing else leads to it. */
const sentFolder = 'Sent'

export function AnsweredPanel({ box, answer, saving, frame, onSee, onSendMine }: AnsweredPanelProps) {
  const words = useWords()
  const { answered } = words.compose
  const [busy, setBusy] = useState(false)
  const text = useAnsweredText(answer)
  const see = async (): Promise<void> => {
    setBusy(true)
    try {
      // What is written stays with its window; saved as well, it outlives the tab.
      await saving.flush()
      const place = await whereToRead(answer, saving.state().content, portsOf(box.id, answer))
      onSee()
      navigate(
        place === null
          ? folderAddress(box.address, sentFolder)
          : addressOf({ ...everyBox, every: false, box: box.address, ...place }),
      )
    } catch (error) {
      // That nobody could say where it is does not mean that it is not there.
      sayDone({ text: problemWords(error, words).title })
    } finally {
      setBusy(false)
    }
  }
  return (
    <BlockingNotice
      frame={frame}
      actions={
        <>
          <Button isPending={busy} onPress={() => void see()}>
            {answer.person === null ? answered.see : answered.seeTheirs}
          </Button>
          <Button isDisabled={busy} onPress={onSendMine}>
            {answered.sendMine}
          </Button>
        </>
      }
    >
      {text}
    </BlockingNotice>
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

const portsOf = (box: string, { messageId, at }: AnswerMeanwhile): WherePorts => ({
  async isThere({ folder, uid }) {
    try {
      await noted(api('GET /boxes/{box}/conversation', { params: { box }, query: { folder, uid } }))
      return true
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not-found') return false
      throw error
    }
  },
  async sentCopy() {
    const query = { messageId, since: at }
    return (await noted(api('GET /boxes/{box}/sent-copy', { params: { box }, query }))).place
  },
})
