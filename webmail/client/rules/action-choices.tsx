// What a rule does with a message.

import { Checkbox } from '#ui/control/checkbox.tsx'
import { Select } from '#ui/control/select.tsx'
import { acceptsMessages } from '../actions/accepts-messages.ts'
import { type FolderView, folderName } from '../boxes.ts'
import type { LabelView } from '../labels/labels.tsx'
import { useAllWords } from '../words/later-part.tsx'
import type { WrittenRule } from './written-rule.ts'

export interface ActionChoicesProps {
  readonly rule: WrittenRule
  readonly folders: readonly FolderView[]
  readonly labels: readonly LabelView[]
  readonly onChange: (part: Partial<WrittenRule>) => void
}

export function ActionChoices({ rule, folders, labels, onChange }: ActionChoicesProps) {
  const { rules, frame } = useAllWords()
  const words = rules.form
  const offered = folders.filter(
    (folder) => acceptsMessages(folder) && folder.role !== 'inbox' && folder.role !== 'trash',
  )
  const options = offered.map((folder) => ({ value: folder.path, label: folderName(folder, frame.roles) }))
  // One that is gone is made anew by the rule.
  if (rule.folder !== null && !options.some(({ value }) => value === rule.folder))
    options.push({ value: rule.folder, label: rule.folder })
  const labelled = (id: string, on: boolean): void =>
    onChange({ labels: on ? [...rule.labels, id] : rule.labels.filter((each) => each !== id) })
  return (
    <div className="rule-actions">
      <Checkbox
        isSelected={rule.folder !== null && !rule.delete}
        isDisabled={rule.delete || options.length === 0}
        onChange={(on) => onChange({ folder: on ? (options[0]?.value ?? null) : null })}
      >
        {words.file}
      </Checkbox>
      {rule.folder !== null && !rule.delete && (
        <Select
          label={words.folder}
          labelHidden
          options={options}
          value={rule.folder}
          onChange={(folder) => onChange({ folder })}
        />
      )}
      <Checkbox isSelected={rule.read} onChange={(read) => onChange({ read })}>
        {words.read}
      </Checkbox>
      <Checkbox isSelected={rule.flag} onChange={(flag) => onChange({ flag })}>
        {words.flag}
      </Checkbox>
      {labels.map(({ id, name }) => (
        <Checkbox key={id} isSelected={rule.labels.includes(id)} onChange={(on) => labelled(id, on)}>
          {words.label(name)}
        </Checkbox>
      ))}
      <Checkbox isSelected={rule.delete} onChange={(gone) => onChange({ delete: gone })}>
        {words.delete}
      </Checkbox>
      <Checkbox isSelected={rule.stop} onChange={(stop) => onChange({ stop })}>
        {words.stop}
      </Checkbox>
    </div>
  )
}
