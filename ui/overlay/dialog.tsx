// A question or a small form over the page. What draws it comes with the first that is opened (`loadDialogs`).

import { lazyPart } from '../page/lazy-part.tsx'
import { useLatched } from '../page/use-latched.ts'
import type { AlertDialogProps, DialogProps } from './dialog-shown.tsx'
import { OverlayLoading } from './overlay-loading.tsx'
import './dialog.css'

const load = () => import('./dialog-shown.tsx')

const DialogShown = lazyPart(async () => (await load()).DialogShown)
const AlertDialogShown = lazyPart(async () => (await load()).AlertDialogShown)

/** For a page that stands and has nothing else to do: the first dialog then opens at once. */
export function loadDialogs(): void {
  DialogShown.fetch()
  AlertDialogShown.fetch()
}

export function Dialog(props: DialogProps) {
  const { isOpen, onClose, stays = false, held = false } = props
  return useLatched(isOpen) ? (
    <OverlayLoading isOpen={isOpen} onClose={onClose} held={held || stays}>
      <DialogShown {...props} />
    </OverlayLoading>
  ) : null
}

export function AlertDialog(props: AlertDialogProps) {
  const { isOpen, onClose } = props
  return useLatched(isOpen) ? (
    <OverlayLoading isOpen={isOpen} onClose={onClose}>
      <AlertDialogShown {...props} />
    </OverlayLoading>
  ) : null
}
