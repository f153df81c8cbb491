// Where a session waits whose role needs a second factor and has none yet.

import { useEffect, useState } from 'react'
import { signOut } from '../sign-in/authenticate.ts'
import { FieldProblem } from '../sign-in/plain-field.tsx'
import { wantedPage } from '../sign-in/wanted-page.ts'
import { useSignInWords } from '../sign-in/words.tsx'
import { FactorChoice } from './factor-choice.tsx'
import '../sign-in/envelope.css'

export function SecondFactorPage() {
  const words = useSignInWords()
  const [isMaybeIn, setMaybeIn] = useState(false)
  const leave = async (): Promise<void> => {
    // Said again where it fails again.
    setMaybeIn(false)
    setMaybeIn(!(await signOut()))
  }
  useEffect(() => {
    document.title = words.factor.document
  }, [words])
  return (
    <div className="envelope">
      <div className="entrance-form">
        <FactorChoice needed onDone={() => location.assign(wantedPage(location.search))} />
        <button type="button" className="link" onClick={() => void leave()}>
          {words.firstVisit.notMe}
        </button>
        <FieldProblem id="maybe-signed-in" text={isMaybeIn ? words.factor.maybeSignedIn : null} />
      </div>
    </div>
  )
}
