// The sign-in page. Its stamp takes name and tone from the domain that is typed, never from an account: it must not tell
// whether an address exists.

import { type ReactNode, useEffect, useState } from 'react'
import { Postmark, type PostmarkProps } from '../cachet/postmark.tsx'
import { placeOfDomain } from './domain-place.ts'
import { SignInForm } from './sign-in-form.tsx'
import { wantedPage } from './wanted-page.ts'
import { useSignInWords } from './words.tsx'
import './envelope.css'

export interface SignInPageProps {
  /** Who lets in: two lines. */
  readonly from: ReactNode
  /** What the stamp says for the place that was typed, or for none yet. */
  readonly stampOf: (place: string | null) => Pick<PostmarkProps, 'above' | 'below' | 'lines'>
  readonly hintOf?: (address: string) => ReactNode
  /** Where else one may go. */
  readonly below?: ReactNode
  /** Before the page goes on to where somebody wanted to go. */
  readonly onSignedIn?: () => void
}

export function SignInPage({ from, stampOf, hintOf, below, onSignedIn }: SignInPageProps) {
  const words = useSignInWords()
  const [address, setAddress] = useState('')
  useEffect(() => {
    document.title = words.signIn.document
  }, [words])
  const place = placeOfDomain(address)
  return (
    <div className="envelope">
      <div className="envelope-stamp">
        <Postmark {...stampOf(place)} {...(place === null ? {} : { toneOf: place })} />
      </div>
      <p className="envelope-from">{from}</p>
      <div className="entrance-form">
        <h1>{words.signIn.title}</h1>
        <SignInForm
          onAddress={setAddress}
          onSignedIn={() => {
            onSignedIn?.()
            location.assign(wantedPage(location.search))
          }}
          below={below}
          {...(hintOf === undefined ? {} : { hintOf })}
        />
      </div>
    </div>
  )
}

/** « 29 NOV. » and « 2026 ». */
export function todayInTwoLines(language: string): readonly [string, string] {
  const now = new Date()
  const day = now.toLocaleDateString(language, { day: 'numeric', month: 'short' })
  return [day.toUpperCase(), String(now.getFullYear())]
}
