// Boxes and folders where there is no room for them beside the list.

import { CircleQuestionMark, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import type { BoxView } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { BoxLinks, type BoxLinksProps } from './rail.tsx'
import '#ui/overlay/dialog.css'

export interface DrawerProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly boxes: readonly BoxView[]
  readonly current: BoxLinksProps['current']
  /** What stands below the boxes, and what it is called. */
  readonly sideName: string
  readonly side: (onFollow: () => void) => ReactNode
  readonly onHelp: () => void
  readonly onSettings: () => void
}

export function Drawer(props: DrawerProps) {
  const { isOpen, onClose, boxes, current, sideName, side, onHelp, onSettings } = props
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
            <BoxLinks boxes={boxes} current={current} onFollow={onClose} />
          </nav>
          <nav aria-label={sideName}>{side(onClose)}</nav>
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
