// The folders that a conversation may be moved to, behind one button.

import { FolderInput } from 'lucide-react'
import type { ReactElement } from 'react'
import { IconButton } from '#ui/control/button.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { type FolderView, folderName } from '../boxes.ts'
import { useWords } from '../words/words.tsx'

export interface MoveMenuProps {
  readonly folders: readonly FolderView[]
  /** Where they are; null for several folders. */
  readonly from: string | null
  readonly onMove: (to: string) => void
}

/** What may take messages in: no drafts, not what was sent, and not what was put off, which is for a time that somebody chose. */
export const takesMessages = ({ opens, role }: FolderView): boolean =>
  opens && role !== 'drafts' && role !== 'sent' && role !== 'snoozed'

export function MoveMenu({ folders, from, onMove }: MoveMenuProps): ReactElement | null {
  const words = useWords()
  const others = folders.filter((folder) => takesMessages(folder) && folder.path !== from)
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
      <IconButton label={words.list.actions.move} data-move>
        <FolderInput aria-hidden />
      </IconButton>
    </Menu>
  )
}
