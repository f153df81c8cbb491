// The folders that a conversation may be moved to, behind one button.

import { FolderInput } from 'lucide-react'
import type { ReactElement } from 'react'
import { BareIconButton } from '#ui/control/button.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { type FolderView, folderName } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { acceptsMessages } from './accepts-messages.ts'

export interface MoveMenuProps {
  readonly folders: readonly FolderView[]
  /** Where they are; null for several folders. */
  readonly from: string | null
  readonly onMove: (to: string) => void
}

export function MoveMenu({ folders, from, onMove }: MoveMenuProps): ReactElement | null {
  const words = useWords()
  const others = folders.filter((folder) => acceptsMessages(folder) && folder.path !== from)
  if (others.length === 0) return null
  return (
    <Menu
      label={words.list.moveTo}
      actions={others.map((folder) => ({
        id: folder.path,
        label: folderName(folder, words.frame.roles),
        run: () => onMove(folder.path),
      }))}
    >
      {(opens) => (
        <BareIconButton label={words.list.actions.move} data-move {...opens}>
          <FolderInput aria-hidden />
        </BareIconButton>
      )}
    </Menu>
  )
}
