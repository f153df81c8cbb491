// Signing in again over the screen where the session ended: what was typed there stays.

import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { SignInForm } from './sign-in-form.tsx'
import '#ui/overlay/dialog.css'
import './entrance.css'

export function SignInDialog({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const words = useWords().frame
  const { person } = useSession()
  return (
    <ModalOverlay className="scrim" isOpen isKeyboardDismissDisabled>
      <Modal className="modal modal-normal">
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {words.signInAgain}
          </Heading>
          <p className="dialog-text">{words.signInAgainText}</p>
          <div className="entrance-form">
            <SignInForm address={person.email} onSignedIn={onSignedIn} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
