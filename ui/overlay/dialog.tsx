// A question or a small form over the page. What draws it comes with the first that is opened (`loadDialogs`).

import { comingPart } from '../page/lazy-part.tsx'
import { useEver } from '../page/use-latched.ts'
import type { AlertDialogProps, DialogProps } from './dialog-shown.tsx'
import { OverlayComing } from './overlay-loading.tsx'
import './dialog.css'

const load = () => import('./dialog-shown.tsx')

const DialogShown = comingPart(async () => (await load()).DialogShown)
const AlertDialogShown = comingPart(async () => (await load()).AlertDialogShown)

/** For a page that stands and has nothing else to do: the first dialog then opens at once. */
export function loadDialogs(): void {
  DialogShown.fetch()
  AlertDialogShown.fetch()
}

export function Dialog(props: DialogProps) {
  const { isOpen, onClose, stays = false, held = false } = props
  return useEver(isOpen) ? (
    <OverlayComing isOpen={isOpen} onClose={onClose} held={held || stays}>
      <DialogShown {...props} />
    </OverlayComing>
  ) : null
}

export function AlertDialog(props: AlertDialogProps) {
  const { isOpen, onClose } = props
  return useEver(isOpen) ? (
    <OverlayComing isOpen={isOpen} onClose={onClose}>
      <AlertDialogShown {...props} />
    </OverlayComing>
  ) : null
}
