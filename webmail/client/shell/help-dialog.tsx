// The map of the keyboard over the page.

import { Dialog } from '#ui/overlay/dialog.tsx'
import { comingPart } from '#ui/page/coming-part.tsx'
import { WhenLoaded } from '../when-loaded.tsx'
import { useWords } from '../words/words.tsx'

export interface HelpDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const ShortcutMap = comingPart(async () => (await import('../actions/shortcut-map.tsx')).ShortcutMap)
export const loadHelp = ShortcutMap.fetch

export function HelpDialog({ isOpen, onClose }: HelpDialogProps) {
  const { shortcuts } = useWords()
  return (
    <Dialog title={shortcuts.title} isOpen={isOpen} onClose={onClose} width="wide">
      <WhenLoaded rows={12}>
        <ShortcutMap />
      </WhenLoaded>
    </Dialog>
  )
}
