// The labels that may be put on, hanging from their button: a press puts one on or takes it off.

import { Check } from 'lucide-react'
import { MenuItem } from 'react-aria-components'
import { type Hanging, HangingMenu } from '#ui/overlay/hanging-menu.tsx'
import type { MessageAction } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { useLabels } from './labels.tsx'

export interface LabelMenuProps {
  /** Ids that all of them have. */
  readonly on: readonly string[]
  readonly onAct: (action: MessageAction) => void
}

export function LabelChoice({ on, onAct, ...hanging }: LabelMenuProps & Hanging) {
  const words = useWords().labels
  const labels = useLabels()
  return (
    <HangingMenu
      {...hanging}
      label={words.give}
      selectionMode="multiple"
      selectedKeys={on.filter((id) => labels.some((label) => label.id === id))}
      onAction={(key) => {
        const id = String(key)
        onAct({ kind: on.includes(id) ? 'unlabel' : 'label', label: id })
      }}
    >
      {labels.map((label) => (
        <MenuItem key={label.id} id={label.id} textValue={label.name} className="list-item label-item">
          {({ isSelected }) => (
            <>
              <span className="label-dot" data-tone={label.colour} aria-hidden />
              <span className="cut">{label.name}</span>
              {isSelected && <Check aria-hidden className="small" />}
            </>
          )}
        </MenuItem>
      ))}
    </HangingMenu>
  )
}
