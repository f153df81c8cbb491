// Where a session waits whose role needs a second factor and has none yet.

import { useEffect } from 'react'
import { signOut } from '#ui/sign-in/authenticate.ts'
import { wantedPage } from '#ui/sign-in/wanted-page.ts'
import { useEntranceWords } from '../words/entrance-words.tsx'
import { FactorChoice } from './factor-choice.tsx'
import '#ui/sign-in/envelope.css'

export function SecondFactorPage() {
  const words = useEntranceWords()
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
