// The service is away, or the network: said once above the screen, and asked again until it answers. The session ended: one
// signs in over the screen, which keeps what was typed.

import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { Banner } from '../display/banner.tsx'
import { askAgain } from './query-client.ts'
import { currentTrouble, setTrouble, useTrouble } from './trouble.ts'

const SignInDialog = lazy(async () => ({
  default: (await import('../sign-in/sign-in-dialog.tsx')).SignInDialog,
}))

const everyMs = 5000

export interface ServiceTroubleProps {
  /** Of whoever was signed in. */
  readonly address: string
  readonly words: {
    readonly retrying: string
    readonly offline: string
    readonly signInAgain: string
    readonly signInAgainText: string
  }
}

export function ServiceTrouble({ address, words }: ServiceTroubleProps) {
  const trouble = useTrouble()
  const client = useQueryClient()
  useEffect(() => {
    const lost = () => setTrouble('offline')
    addEventListener('offline', lost)
    return () => removeEventListener('offline', lost)
  }, [])
  useEffect(() => {
    if (trouble !== 'away' && trouble !== 'offline') return
    const ask = () =>
      void fetch('/health')
        .then(async ({ ok }) => {
          // Asked twice at once, the first answer is enough.
          if (!ok || currentTrouble() === 'none') return
          setTrouble('none')
          await askAgain(client)
        })
        .catch(() => undefined)
    const again = setInterval(ask, everyMs)
    addEventListener('online', ask)
    return () => {
      clearInterval(again)
      removeEventListener('online', ask)
    }
  }, [trouble, client])
  const resume = (): void => {
    setTrouble('none')
    void askAgain(client)
  }
  if (trouble === 'none') return null
  if (trouble === 'away' || trouble === 'offline')
    return (
      <Banner kind="warn" urgent>
        {trouble === 'away' ? words.retrying : words.offline}
      </Banner>
    )
  return (
    <Suspense>
      <SignInDialog
        title={words.signInAgain}
        text={words.signInAgainText}
        address={address}
        onSignedIn={resume}
      />
    </Suspense>
  )
}
