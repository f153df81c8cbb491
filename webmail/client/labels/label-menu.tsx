// The labels that a conversation may have, behind one button: those it has are ticked, a press puts one on or takes it off.

import { Check, Tag } from 'lucide-react'
import type { ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from '#ui/control/button.tsx'
import type { MessageAction } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { useLabels } from './labels.tsx'
import '#ui/control/list.css'
import './labels.css'

export interface LabelMenuProps {
  /** Ids that all of them have. */
  readonly on: readonly string[]
  readonly onAct: (action: MessageAction) => void
}

export function LabelMenu({ on, onAct }: LabelMenuProps): ReactElement | null {
  const words = useWords().labels
  const labels = useLabels()
  if (labels.length === 0) return null
  return (
    <MenuTrigger>
      <IconButton label={words.give} data-label>
        <Tag aria-hidden />
      </IconButton>
      <Popover className="floating" placement="bottom end">
        <AriaMenu
          aria-label={words.give}
          className="list"
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
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
