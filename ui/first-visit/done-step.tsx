// The account is ready: on to what it opens, or to signing in where a second factor is on already.

import { useSignInWords } from '../sign-in/words.tsx'

interface DoneStepProps {
  readonly signedIn: boolean
  /** Where it leads to for whoever is. */
  readonly opens?: string
}

export function DoneStep({ signedIn, opens = '/' }: DoneStepProps) {
  const words = useSignInWords()
  return (
    <>
      <h1>{words.firstVisit.doneTitle}</h1>
      <p>{words.firstVisit.doneText}</p>
      <a className="button button-primary button-large button-wide" href={signedIn ? opens : '/connexion'}>
        {signedIn ? words.signIn.open : words.firstVisit.signIn}
      </a>
    </>
  )
}
