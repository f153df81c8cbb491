// The conditions of a rule: a row for each, with what is looked at, how it is compared and with what.

import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { Button, IconButton } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { fields, howsOf, newCondition, type WrittenCondition, withField } from './written-rule.ts'

/** As the contract has it. */
const mostConditions = 20
const longestValue = 200

export interface ConditionRowsProps {
  readonly conditions: readonly WrittenCondition[]
  readonly onChange: (conditions: readonly WrittenCondition[]) => void
}

export function ConditionRows({ conditions, onChange }: ConditionRowsProps) {
  const words = useAllWords().rules.form
  const put = (changed: WrittenCondition): void =>
    onChange(conditions.map((each) => (each.id === changed.id ? changed : each)))
  const rows = useRef<HTMLUListElement>(null)
  // What is pressed goes away: with the row that is taken off, and with the last that may be added.
  const goOn = (from: (row: Element) => HTMLElement | null, at: number): void => {
    requestAnimationFrame(() => {
      const row = rows.current?.children[at]
      if (row !== undefined) from(row)?.focus()
    })
  }
  const remove = (at: number): void => {
    onChange(conditions.filter((_, each) => each !== at))
    goOn(
      (row) => row.querySelector<HTMLElement>(':scope > button') ?? row.querySelector('button'),
      Math.min(at, conditions.length - 2),
    )
  }
  const add = (): void => {
    onChange([...conditions, newCondition()])
    goOn((row) => row.querySelector('button'), conditions.length)
  }
  return (
    <>
      <ul ref={rows} className="rule-conditions">
        {conditions.map((condition, at) => (
          <li key={condition.id}>
            <ConditionRow condition={condition} number={at + 1} onChange={put} />
            {conditions.length > 1 && (
              <IconButton label={words.removeCondition(at + 1)} onPress={() => remove(at)}>
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {conditions.length < mostConditions && (
        <p>
          <Button size="small" onPress={add}>
            <Plus aria-hidden className="small" /> {words.addCondition}
          </Button>
        </p>
      )}
    </>
  )
}

interface ConditionRowProps {
  readonly condition: WrittenCondition
  readonly number: number
  readonly onChange: (condition: WrittenCondition) => void
}

function ConditionRow({ condition, number, onChange }: ConditionRowProps) {
  const words = useAllWords().rules.form
  const { field, how, value } = condition
  const hows = howsOf(field)
  const isSize = field === 'larger' || field === 'smaller'
  return (
    <div className={`rule-condition${hows.length === 0 ? ' rule-condition-plain' : ''}`}>
      <Select
        label={words.field(number)}
        labelHidden
        options={fields.map((each) => ({ value: each, label: words.fields[each] }))}
        value={field}
        onChange={(next) => onChange(withField(condition, next))}
      />
      {hows.length > 0 && (
        <Select
          label={words.how(number)}
          labelHidden
          options={hows.map((each) => ({ value: each, label: words.hows[each] }))}
          value={how}
          onChange={(next) => onChange({ ...condition, how: next })}
        />
      )}
      {field === 'attachment' ? (
        <span className="rule-present">{words.present}</span>
      ) : (
        <TextField
          label={words.value(number)}
          labelHidden
          value={value}
          onChange={(text) => onChange({ ...condition, value: text })}
          maxLength={longestValue}
          autoComplete="off"
          {...(isSize ? { inputMode: 'decimal' as const, after: words.megabytes } : {})}
        />
      )}
    </div>
  )
}
