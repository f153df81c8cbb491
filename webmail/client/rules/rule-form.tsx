// One rule that is written: when, then what; with how many messages it would have matched, before it is saved.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { rememberUndo } from '../actions/undo.ts'
import type { BoxView, FolderView } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import type { LabelView } from '../labels/labels.tsx'
import { useMailChanged } from '../list/use-mail-changed.ts'
import { useAllWords } from '../words/later-part.tsx'
import { ActionChoices } from './action-choices.tsx'
import { type Applied, applyRule, takeBack } from './apply-rule.ts'
import { ConditionRows } from './condition-rows.tsx'
import { MatchCount, useMatches } from './match-count.tsx'
import { type SavedRule, saveRule } from './save-rule.ts'
import type { RuleView } from './types.ts'
import { conditionsOf, ruleOf, type WrittenRule } from './written-rule.ts'
import './rules.css'

export interface RuleFormProps {
  readonly box: BoxView
  readonly folders: readonly FolderView[]
  readonly labels: readonly LabelView[]
  readonly before: WrittenRule
  /** Resolves with why it was not, in a sentence; null once it is. */
  readonly save: (rule: RuleView) => Promise<string | null>
  readonly close: () => void
}

export function RuleForm({ box, folders, labels, before, save, close }: RuleFormProps) {
  const all = useAllWords()
  const words = all.rules.form
  const format = useFormat()
  const mailChanged = useMailChanged()
  const [rule, setRule] = useState(before)
  const [applies, setApplies] = useState(false)
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const conditions = conditionsOf(rule)
  const complete = ruleOf(rule)
  const counted = useMatches(box.id, conditions === null ? null : { match: rule.match, conditions })
  const inbox = counted.matches?.inbox ?? []
  const change = (part: Partial<WrittenRule>): void => setRule({ ...rule, ...part })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (complete === null) {
      setFailed(words.incomplete)
      return
    }
    setSaving(true)
    setFailed(null)
    const done = await saveRule({
      save: () => save(complete),
      matches: applies && complete.actions.length > 0 ? counted.known : null,
      apply: (messages) => applyRule(box.id, complete.actions, messages),
      onSaved: close,
    })
    if (done.kind === 'not-saved') {
      setFailed(done.why)
      setSaving(false)
      return
    }
    tell(doneText(done), done.kind === 'applied' ? done.back : [])
    if (done.kind !== 'saved') await mailChanged()
  }
  const tell = (text: string, back: Applied['back']): void => {
    if (back.length === 0) {
      sayDone({ text })
      return
    }
    let unsay = (): void => undefined
    const once = rememberUndo(() => {
      unsay()
      void undo(back)
    })
    unsay = sayDone({ text, action: { label: all.list.undo, run: once } })
  }
  const undo = async (back: Applied['back']): Promise<void> => {
    try {
      const count = await takeBack(box.id, back)
      sayDone({ text: words.putBack(count, format.number(count)) })
    } catch (error) {
      sayDone({ text: all.list.because(all.list.failed.undo, problemWords(error, all).title) })
    }
    await mailChanged()
  }
  const doneText = (done: Exclude<SavedRule, { kind: 'not-saved' }>): string => {
    if (done.kind === 'saved') return words.saved
    return done.kind === 'apply-failed'
      ? words.applyFailed
      : words.applied(done.count, format.number(done.count))
  }
  const counting = conditions !== null && counted.matches === null && !counted.failed
  return (
    <form className="form rule-form" onSubmit={(event) => void submit(event)}>
      {failed !== null && (
        <Banner kind="bad" urgent>
          {failed}
        </Banner>
      )}
      <TextField
        label={words.name}
        value={rule.name}
        onChange={(name) => change({ name })}
        maxLength={100}
        autoComplete="off"
      />
      <fieldset className="rule-part">
        <legend className="field-label">{words.when}</legend>
        {rule.conditions.length > 1 && (
          <Select
            label={words.match}
            options={(['all', 'any'] as const).map((value) => ({ value, label: words.matches[value] }))}
            value={rule.match}
            onChange={(match) => change({ match })}
          />
        )}
        <ConditionRows conditions={rule.conditions} onChange={(next) => change({ conditions: next })} />
      </fieldset>
      <fieldset className="rule-part">
        <legend className="field-label">{words.does}</legend>
        <ActionChoices rule={rule} folders={folders} labels={labels} onChange={change} />
      </fieldset>
      <MatchCount asked={conditions !== null} counted={counted} />
      {(inbox.length > 0 || (applies && counting)) && (
        <Checkbox isSelected={applies} onChange={setApplies}>
          {counting ? words.applyToAll : words.apply(inbox.length, format.number(inbox.length))}
        </Checkbox>
      )}
      <DialogActions>
        <Button isDisabled={saving} onPress={close}>
          {all.ui.cancel}
        </Button>
        <Button look="primary" type="submit" isPending={saving}>
          {all.settings.save}
        </Button>
      </DialogActions>
    </form>
  )
}
