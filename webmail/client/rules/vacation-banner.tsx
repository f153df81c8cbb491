// Over the mail of a box, while an answer goes out to whoever writes: until when, and the way to end it.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import { type BoxView, mayWriteAs } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import type { RulesView } from './types.ts'
import { useRules, useRulesChanges, whyNot } from './use-rules.ts'
import { dayOf, noonOf, vacationState } from './vacation-days.ts'

const fiveMinutes = 300_000

/** What cannot be read says nothing here: the settings do. */
export function VacationBanner({ box }: { readonly box: BoxView }) {
  const view = useRules(box.id, { staleMs: fiveMinutes }).data
  if (view === undefined || !view.active || view.other !== null) return null
  return vacationState(view.vacation, dayOf(new Date())) === 'on' ? <Active box={box} view={view} /> : null
}

function Active({ box, view }: { readonly box: BoxView; readonly view: RulesView }) {
  const all = useWords()
  const words = all.rules.vacation
  const format = useFormat()
  const changes = useRulesChanges(box.id, view)
  const [pending, setPending] = useState(false)
  const { vacation } = view
  if (vacation === null) return null
  const stop = async (): Promise<void> => {
    setPending(true)
    try {
      await changes.vacation({ ...vacation, on: false })
      sayDone({ text: words.stopped })
    } catch (error) {
      sayDone({ text: whyNot(error, all) })
      setPending(false)
    }
  }
  const until = format.date(noonOf(vacation.until))
  return (
    <Banner
      kind="info"
      action={
        mayWriteAs(box) && (
          <Button isPending={pending} onPress={() => void stop()}>
            {words.stop}
          </Button>
        )
      }
    >
      {box.kind === 'personal' ? words.isOn(until) : words.isOnIn(box.address, until)}
    </Banner>
  )
}
