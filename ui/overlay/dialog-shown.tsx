// What a dialog draws over the page. Focus stays inside and goes back to where it came from.

import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button, IconButton } from '../control/button.tsx'
import { useUiWords } from '../words/words.tsx'
import { DialogActions } from './dialog-actions.tsx'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly width?: 'normal' | 'wide'
  /** Cannot be left by a click beside it, nor by Escape once something was typed: that would be lost. */
  readonly stays?: boolean
  /** Left by its own buttons alone: what it tells, or does, would be lost for good. */
  readonly held?: boolean
}

export function DialogShown(props: DialogProps) {
  const { title, isOpen, onClose, children, width = 'normal', stays = false, held = false } = props
  const words = useUiWords()
  const [typed, setTyped] = useState(false)
  if (!isOpen && typed) setTyped(false)
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      onOpenChange={(open) => open || onClose()}
      isDismissable={!stays && !held}
      isKeyboardDismissDisabled={held || (stays && typed)}
    >
      <Modal className={`modal modal-${width}`}>
        <AriaDialog
          className="dialog"
          render={(section) => <section {...section} onInput={() => setTyped(true)} />}
        >
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!held && (
              <IconButton label={words.close} onPress={onClose}>
                <X aria-hidden />
              </IconButton>
            )}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export interface AlertDialogProps {
  /** The question, with what it is about: « Couper l’accès du téléphone de Claire ? ». */
  readonly title: string
  /** What will happen, and what stays. */
  readonly children: ReactNode
  /** The verb. */
  readonly action: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Awaited with the button at work; the dialog closes when it is done, and stays where it says false. */
  readonly onConfirm: () => Promise<unknown>
  readonly danger?: boolean
  /** The way back, where « Annuler » could be taken for what is done. */
  readonly back?: string
}

export function AlertDialogShown(props: AlertDialogProps) {
  const { title, children, action, isOpen, onClose, onConfirm, danger = false } = props
  const words = useUiWords()
  const { back = words.cancel } = props
  const [pending, setPending] = useState(false)
  const confirm = async (): Promise<void> => {
    setPending(true)
    try {
      if ((await onConfirm()) !== false) onClose()
    } finally {
      setPending(false)
    }
  }
  return (
    <ModalOverlay className="scrim" isOpen={isOpen} onOpenChange={(open) => open || onClose()}>
      <Modal className="modal modal-normal">
        <AriaDialog role="alertdialog" className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
          </header>
          <div className="dialog-text">{children}</div>
          <DialogActions>
            <Button onPress={onClose} autoFocus={danger}>
              {back}
            </Button>
            <Button
              look={danger ? 'danger' : 'primary'}
              isPending={pending}
              onPress={() => void confirm()}
              autoFocus={!danger}
            >
              {action}
            </Button>
          </DialogActions>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
