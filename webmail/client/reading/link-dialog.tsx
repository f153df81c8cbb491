// A link that shows one domain and leads to another is asked about, by the true one; any other opens in a tab of its own.

import { Button } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { useWords } from '../words/words.tsx'
import type { LinkWarning } from './link-warning.ts'

/** In a new tab that knows nothing of this one. */
export function openLink(href: string): void {
  const link = document.createElement('a')
  link.href = href
  if (/^https?:/i.test(href)) {
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
  }
  link.click()
}

export interface PressedLink {
  readonly href: string
  readonly warning: LinkWarning
}

export interface LinkDialogProps {
  readonly pressed: PressedLink | null
  readonly onClose: () => void
}

export function LinkDialog({ pressed, onClose }: LinkDialogProps) {
  const { reading, ui } = useWords()
  if (pressed === null) return null
  const { href, warning } = pressed
  return (
    <Dialog title={reading.link.title} isOpen onClose={onClose}>
      <p className="dialog-text">{reading.link.text(warning.shown, warning.domain)}</p>
      <p>
        <code>{href.length > 300 ? `${href.slice(0, 300)}…` : href}</code>
      </p>
      <DialogActions>
        <Button
          onPress={() => {
            openLink(href)
            onClose()
          }}
        >
          {reading.link.go(warning.domain)}
        </Button>
        <Button look="primary" onPress={onClose} autoFocus>
          {ui.cancel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
