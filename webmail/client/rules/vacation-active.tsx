// What the banner of an absence says, with the way to end it: it comes where there is one.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { type BoxView, mayWriteAs } from '../boxes.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { RulesView } from './types.ts'
import { useRulesChanges, whyNot } from './use-rules.ts'
import { noonOf } from './vacation-days.ts'

export function VacationActive({ box, view }: { readonly box: BoxView; readonly view: RulesView }) {
  const all = useAllWords()
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
