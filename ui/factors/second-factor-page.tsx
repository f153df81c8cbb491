// Where a session waits whose role needs a second factor and has none yet.

import { useEffect } from 'react'
import { signOut } from '../sign-in/authenticate.ts'
import { wantedPage } from '../sign-in/wanted-page.ts'
import { useSignInWords } from '../sign-in/words.tsx'
import { FactorChoice } from './factor-choice.tsx'
import '../sign-in/envelope.css'

export function SecondFactorPage() {
  const words = useSignInWords()
  useEffect(() => {
    document.title = words.factor.document
  }, [words])
  return (
    <div className="envelope">
      <div className="entrance-form">
        <FactorChoice needed onDone={() => location.assign(wantedPage(location.search))} />
        <button type="button" className="link" onClick={() => void signOut()}>
          {words.firstVisit.notMe}
        </button>
      </div>
    </div>
  )
}
