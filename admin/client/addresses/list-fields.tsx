// The fields of a list: its name, who may write to it, and its members one a line.

import { ProblemError } from '#ui/api/problem-error.ts'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { fieldProblem } from '../failure.tsx'
import { readLines } from '../form/address-lines.ts'
import { lineProblems } from '../form/line-problems.ts'
import { useWords } from '../words/words.tsx'

const senders = ['anyone', 'department', 'members'] as const

export interface ListForm {
  readonly name: string
  readonly senders: (typeof senders)[number]
  readonly members: string
}

interface FieldsProps {
  readonly form: ListForm
  readonly onChange: (part: Partial<ListForm>) => void
  readonly error: unknown
  /** The members as they were sent, of which `error` speaks. */
  readonly sent: readonly string[]
}

export function ListFields({ form, onChange, error, sent }: FieldsProps) {
  const words = useWords()
  const say = words.addresses.lists
  return (
    <>
      <TextField
        label={say.name}
        isRequired
        value={form.name}
        onChange={(name) => onChange({ name })}
        error={fieldProblem(error, 'name', words)}
      />
      <Select
        label={say.sendersLabel}
        value={form.senders}
        onChange={(chosen) => onChange({ senders: chosen })}
        options={senders.map((each) => ({ value: each, label: say.senders[each] }))}
      />
      <TextField
        label={say.members}
        hint={`${say.membersHint} ${say.membersCount(readLines(form.members).length)}.`}
        lines={6}
        value={form.members}
        onChange={(members) => onChange({ members })}
        error={wrongMember(error) ? (lineProblems(error, sent, words.lines) ?? say.wrong) : null}
      />
    </>
  )
}

/** A pointer into the members ends with the place of one of them. */
const wrongMember = (error: unknown): boolean =>
  error instanceof ProblemError &&
  [...error.fields.keys()].some((name) => name === 'members' || /^\d+$/.test(name))
