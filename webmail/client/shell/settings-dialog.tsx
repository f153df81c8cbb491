// The settings over the page. They come when they are opened: few open them often.

import { Dialog } from '#ui/overlay/dialog.tsx'
import { WhenLoaded } from '../when-loaded.tsx'
import { laterPart } from '../words/later-part.tsx'
import { useWords } from '../words/words.tsx'

export interface SettingsDialogProps {
  readonly isOpen: boolean
  /** The one that is open first. */
  readonly section: 'display' | 'signatures'
  readonly onClose: () => void
}

const Settings = laterPart(async () => (await import('../settings/settings.tsx')).Settings)

export function SettingsDialog({ isOpen, section, onClose }: SettingsDialogProps) {
  const { frame } = useWords()
  return (
    <Dialog title={frame.settings} isOpen={isOpen} onClose={onClose} width="wide">
      <WhenLoaded rows={4}>
        <Settings first={section} onLeave={onClose} />
      </WhenLoaded>
    </Dialog>
  )
}
