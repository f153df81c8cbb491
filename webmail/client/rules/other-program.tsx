// What another program wrote or did: said, and decided about by a person before anything changes.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { useAllWords } from '../words/later-part.tsx'
import type { OtherDecision, RulesView } from './types.ts'
import { useRulesChanges, whyNot } from './use-rules.ts'

export interface OtherProgramProps {
  readonly box: string
  readonly view: RulesView
  readonly mayChange: boolean
  /** About what another program wrote. */
  readonly mayDecide: boolean
  readonly other: OtherDecision
  readonly onDecide: (other: OtherDecision) => void
}

export function OtherProgram({ box, view, mayChange, mayDecide, other, onDecide }: OtherProgramProps) {
  const words = useAllWords().rules
  const said = words.other
  if (view.other !== null)
    return (
      <>
        <Banner kind="warn">
          <p>
            <b>{view.other.altered ? said.altered : said.foreign(view.other.name)}</b>
          </p>
          <p>{said.text}</p>
          {view.rules.length > 0 && <p>{said.stopped}</p>}
        </Banner>
        {mayChange && mayDecide && (
          <Choice
            across
            label={said.decide}
            options={[
              { value: 'keep', label: said.keep, hint: said.keepHint },
              { value: 'replace', label: said.replace, hint: said.replaceHint },
            ]}
            value={other}
            onChange={onDecide}
          />
        )}
      </>
    )
  if (!view.active)
    return (
      <Banner
        kind="warn"
        action={mayChange && <Again box={box} view={view} other={null} label={words.resume} />}
      >
        {words.inactive}
      </Banner>
    )
  if (view.kept !== null)
    return (
      <Banner
        kind="info"
        action={mayChange && mayDecide && <Again box={box} view={view} other="replace" label={said.drop} />}
      >
        {said.kept(view.kept)}
      </Banner>
    )
  return null
}

interface AgainProps {
  readonly box: string
  readonly view: RulesView
  readonly other: OtherDecision
  readonly label: string
}

/** The same rules written once more. */
function Again({ box, view, other, label }: AgainProps) {
  const words = useAllWords()
  const changes = useRulesChanges(box, view, other)
  const [pending, setPending] = useState(false)
  const write = async (): Promise<void> => {
    setPending(true)
    try {
      await changes.rules(view.rules)
    } catch (error) {
      sayDone({ text: whyNot(error, words) })
    }
    setPending(false)
  }
  return (
    <Button isPending={pending} onPress={() => void write()}>
      {label}
    </Button>
  )
}
