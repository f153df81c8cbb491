// Boxes and folders where there is no room for them beside the list.

import { CircleQuestionMark, Settings } from 'lucide-react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import type { BoxView } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { Folders, type FoldersProps } from './folders.tsx'
import { BoxLinks } from './rail.tsx'
import '#ui/overlay/dialog.css'

export interface DrawerProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly boxes: readonly BoxView[]
  readonly folderList: FoldersProps
  readonly onHelp: () => void
  readonly onSettings: () => void
}

export function Drawer({ isOpen, onClose, boxes, folderList, onHelp, onSettings }: DrawerProps) {
  const words = useWords().frame
  const instead = (open: () => void) => (): void => {
    onClose()
    open()
  }
  return (
    <ModalOverlay className="scrim" isOpen={isOpen} onOpenChange={(open) => open || onClose()} isDismissable>
      <Modal className="drawer">
        <Dialog aria-label={words.folders} className="drawer-inside">
          <nav aria-label={words.boxes}>
            <BoxLinks boxes={boxes} current={folderList.box.id} onFollow={onClose} />
          </nav>
          <nav aria-label={words.foldersOf(folderList.box.address)}>
            <Folders {...folderList} onFollow={onClose} />
          </nav>
          <div className="drawer-end">
            <Button look="quiet" onPress={instead(onHelp)}>
              <CircleQuestionMark aria-hidden /> {words.help}
            </Button>
            <Button look="quiet" onPress={instead(onSettings)}>
              <Settings aria-hidden /> {words.settings}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
