// The map of the keyboard over the page.

import { lazy } from 'react'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { WhenLoaded } from '../when-loaded.tsx'
import { useWords } from '../words/words.tsx'

export interface HelpDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const ShortcutMap = lazy(async () => ({
  default: (await import('../actions/shortcut-map.tsx')).ShortcutMap,
}))

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
