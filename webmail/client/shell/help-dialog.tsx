// The map of the keyboard over the page, and whom to call.

import { Dialog } from '#ui/overlay/dialog.tsx'
import { useSession } from '../session.tsx'
import { WhenLoaded } from '../when-loaded.tsx'
import { laterPart } from '../words/later-part.tsx'
import { useWords } from '../words/words.tsx'

export interface HelpDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const ShortcutMap = laterPart(async () => (await import('../actions/shortcut-map.tsx')).ShortcutMap)
export const loadHelp = ShortcutMap.fetch

export function HelpDialog({ isOpen, onClose }: HelpDialogProps) {
  const { frame } = useWords()
  const { phone } = useSession().department
  return (
    <Dialog title={frame.shortcuts} isOpen={isOpen} onClose={onClose} width="wide">
      <WhenLoaded rows={12}>
        <ShortcutMap />
      </WhenLoaded>
      {phone !== null && (
        <p>
          {frame.support} <b className="nowrap">{phone}</b>
        </p>
      )}
    </Dialog>
  )
}
