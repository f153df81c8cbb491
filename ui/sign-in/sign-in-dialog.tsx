// Signing in again over the screen where the session ended: what was typed there stays.

import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { SignInForm } from './sign-in-form.tsx'
import '../overlay/dialog.css'
import './entrance.css'

export interface SignInDialogProps {
  readonly title: string
  readonly text: string
  /** Of whoever was signed in. */
  readonly address: string
  readonly onSignedIn: () => void
}

export function SignInDialog({ title, text, address, onSignedIn }: SignInDialogProps) {
  return (
    <ModalOverlay className="scrim" isOpen isKeyboardDismissDisabled>
      <Modal className="modal modal-normal">
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <p className="dialog-text">{text}</p>
          <div className="entrance-form">
            <SignInForm address={address} onSignedIn={onSignedIn} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
