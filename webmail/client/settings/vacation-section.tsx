// What is answered for a box while somebody is away: from when to when, and with which words.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { type BoxView, mayWriteAs } from '../boxes.ts'
import { rebased, type Typed, typedOver } from '../rules/form-revision.ts'
import { RulesConflict } from '../rules/rules-conflict.ts'
import { RulesOfBox, type RulesPart } from '../rules/rules-of-box.tsx'
import type { Vacation } from '../rules/types.ts'
import { whyNot } from '../rules/use-rules.ts'
import { dayOf, daysLater, daysWrong, hasDays, noonOf, vacationState } from '../rules/vacation-days.ts'
import { useSession } from '../session.tsx'
import { useAllWords } from '../words/later-part.tsx'

const offeredDays = [1, 3, 7, 14]
/** As the contract has it. */
const longestAnswer = 5000

export const VacationSection = () => (
  <RulesOfBox mayChange={mayWriteAs}>{(part) => <VacationForm {...part} />}</RulesOfBox>
)

function VacationForm({ box, view, changes, may }: RulesPart) {
  const all = useAllWords()
  const words = all.rules.vacation
  const [today] = useState(() => dayOf(new Date()))
  const state = view.active && view.other === null ? vacationState(view.vacation, today) : 'none'
  const underWay = state === 'on' || state === 'planned'
  const proposed = useProposed(box, today)
  const shown = { revision: view.revision, fields: begun(view.vacation, { underWay, proposed }) }
  const [typed, setTyped] = useState<Typed<Vacation>>(null)
  const vacation = (typed ?? shown).fields
  const [pending, setPending] = useState<'save' | 'stop' | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const change = (part: Partial<Vacation>): void => setTyped(typedOver(typed, shown, part))
  const wrongDays = daysWrong(vacation, today)
  const wrong = wrongDays === null ? null : words[wrongDays]
  const complete =
    wrong === null && hasDays(vacation) && vacation.subject.trim() !== '' && vacation.text.trim() !== ''
  const put = async (how: 'save' | 'stop', next: Vacation, revision: string): Promise<void> => {
    setPending(how)
    setFailed(null)
    try {
      const { revision: now } = await changes.vacation(next, revision)
      // What was typed beside it follows what was just done here.
      setTyped((last) => (how === 'save' ? null : last?.revision === revision ? rebased(last, now) : last))
      sayDone({ text: how === 'save' ? words.started : words.stopped })
    } catch (error) {
      const kept = how === 'save' && error instanceof RulesConflict
      if (kept) setTyped(rebased({ revision, fields: vacation }, error.now.revision))
      setFailed(kept ? all.rules.meanwhileTyped : whyNot(error, all))
    }
    setPending(null)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (complete) void put('save', { ...vacation, on: true }, (typed ?? shown).revision)
  }
  const days = [...new Set([...offeredDays, vacation.days])].sort((one, other) => one - other)
  return (
    <form className="form" onSubmit={submit}>
      {underWay && view.vacation !== null ? (
        <UnderWay box={box} vacation={view.vacation} isOn={state === 'on'} />
      ) : (
        <p className="dialog-text">{words.lead}</p>
      )}
      {failed !== null && (
        <Banner kind="bad" urgent>
          {failed}
        </Banner>
      )}
      <div className="settings-pair">
        <TextField
          label={words.from}
          type="date"
          value={vacation.from}
          onChange={(from) => change({ from })}
          isDisabled={!may}
        />
        <TextField
          label={words.until}
          type="date"
          value={vacation.until}
          onChange={(until) => change({ until })}
          error={wrong}
          isDisabled={!may}
        />
      </div>
      <TextField
        label={words.subject}
        value={vacation.subject}
        onChange={(subject) => change({ subject })}
        maxLength={200}
        isDisabled={!may}
      />
      <TextField
        label={words.text}
        lines={7}
        value={vacation.text}
        onChange={(text) => change({ text })}
        maxLength={longestAnswer}
        isDisabled={!may}
      />
      <Select
        label={words.days}
        options={days.map((each) => ({ value: String(each), label: words.everyDays(each) }))}
        value={String(vacation.days)}
        onChange={(value) => change({ days: Number(value) })}
        isDisabled={!may}
      />
      {may && (
        <DialogActions>
          {underWay && (
            <Button
              isPending={pending === 'stop'}
              onPress={() => void put('stop', { ...(view.vacation ?? vacation), on: false }, view.revision)}
            >
              {words.stop}
            </Button>
          )}
          <Button look="primary" type="submit" isPending={pending === 'save'} isDisabled={!complete}>
            {underWay ? words.save : words.start}
          </Button>
        </DialogActions>
      )}
    </form>
  )
}

interface UnderWayProps {
  readonly box: BoxView
  readonly vacation: Vacation
  readonly isOn: boolean
}

/** Over the form while it answers, or will. */
function UnderWay({ box, vacation, isOn }: UnderWayProps) {
  const words = useAllWords().rules.vacation
  const format = useFormat()
  const until = format.date(noonOf(vacation.until))
  const text = isOn
    ? box.kind === 'personal'
      ? words.isOn(until)
      : words.isOnIn(box.address, until)
    : words.planned(format.date(noonOf(vacation.from)), until)
  return <Banner kind="info">{text}</Banner>
}

/** A week from today, in the name of whoever is away: a person, or the house. */
function useProposed(box: BoxView, today: string): Vacation {
  const words = useAllWords().rules.vacation
  const format = useFormat()
  const { person } = useSession()
  const until = daysLater(today, 7)
  const day = format.date(noonOf(until))
  const text =
    box.kind === 'personal' ? words.proposedText(person.name, day) : words.proposedTextOf(box.name, day)
  return { on: true, from: today, until, subject: words.proposedSubject, text, days: 7 }
}

interface Known {
  readonly underWay: boolean
  readonly proposed: Vacation
}

/** Of an absence that is over the words are kept, and not its days. */
const begun = (known: Vacation | null, { underWay, proposed }: Known): Vacation =>
  known === null ? proposed : underWay ? known : { ...known, from: proposed.from, until: proposed.until }
