// From which box, where several are shown as one.

import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import type { BoxView } from '../boxes.ts'
import { openComposer } from '../compose/windows.ts'
import { useWords } from '../words/words.tsx'
import './write-from.css'

export interface WriteFromProps {
  /** Those one may write in. */
  readonly boxes: readonly BoxView[]
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function WriteFrom({ boxes, isOpen, onClose }: WriteFromProps) {
  const words = useWords().compose
  return (
    <Dialog title={words.writeFrom} isOpen={isOpen} onClose={onClose}>
      <ul className="write-from">
        {boxes.map(({ id, address, commune }) => (
          <li key={id}>
            <Button
              wide
              onPress={() => {
                onClose()
                openComposer({ kind: 'new', box: id })
              }}
            >
              <Cachet name={commune} size={24} /> <span className="cut">{address}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
