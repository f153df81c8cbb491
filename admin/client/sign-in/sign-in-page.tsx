// The sign-in page. Its stamp takes name and tone from the domain that is typed, never from an account: it must not tell
// whether an address exists.

import { useEffect, useState } from 'react'
import { Postmark } from '#ui/cachet/postmark.tsx'
import { useEntranceWords } from '../words/entrance-words.tsx'
import { placeOf } from './place-of.ts'
import { SignInForm } from './sign-in-form.tsx'
import { wantedPage } from './wanted-page.ts'
import './envelope.css'

export function SignInPage() {
  const words = useEntranceWords()
  const [address, setAddress] = useState('')
  useEffect(() => {
    document.title = words.signIn.document
  }, [words])
  const place = placeOf(address)
  return (
    <div className="envelope">
      <div className="envelope-stamp">
        <Postmark
          above={place ?? words.postmark.above}
          below={words.postmark.below}
          lines={todayInTwoLines(words.language)}
          {...(place === null ? {} : { toneOf: place })}
        />
      </div>
      <p className="envelope-from">
        <b>{words.product}</b>
        {words.about}
      </p>
      <div className="entrance-form">
        <h1>{words.signIn.title}</h1>
        <SignInForm onAddress={setAddress} onSignedIn={() => location.assign(wantedPage(location.search))} />
      </div>
    </div>
  )
}

function todayInTwoLines(language: string): readonly [string, string] {
  const now = new Date()
  const day = now.toLocaleDateString(language, { day: 'numeric', month: 'short' })
  return [day.toUpperCase(), String(now.getFullYear())]
}
