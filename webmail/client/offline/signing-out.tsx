// In place of everything else, in every tab, while signing out is owed.

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Skeleton } from '#ui/page/states.tsx'
import { useLocalSetting } from '#ui/use-local-setting.ts'
import { wipeHere } from '../compose/draft/save-and-sign-out.ts'
import { useWords } from '../words/words.tsx'
import { goToSignIn } from './go-to-sign-in.ts'
import { finishSignOut } from './sign-out-due.ts'
import { signOutDue } from './sign-out-mark.ts'

const againMs = 5000

/** Also where another tab signed out. Once owed, this page shows nobody's mail any more. */
export function UnlessSigningOut({ children }: { readonly children: ReactNode }) {
  const [due] = useLocalSetting(signOutDue)
  const [, look] = useState(0)
  const person = useRef<string | null>(null)
  useEffect(() => {
    const hear = (): void => look((times) => times + 1)
    addEventListener('storage', hear)
    return () => removeEventListener('storage', hear)
  }, [])
  if (due !== null) person.current = due
  return person.current === null ? children : <SigningOut person={person.current} />
}

function SigningOut({ person }: { readonly person: string }) {
  const words = useWords()
  const client = useQueryClient()
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let isOver = false
    client.clear()
    // Both named the box.
    document.title = 'Vaguemestre'
    history.replaceState(null, '', '/')
    const ask = async (): Promise<void> => {
      if (await finishSignOut()) {
        // What was being written in this tab was put aside as it closed.
        await wipeHere(person)
        return goToSignIn('/connexion')
      }
      if (isOver) return
      setAway(true)
      timer = setTimeout(() => void ask(), againMs)
    }
    void ask()
    return () => {
      isOver = true
      if (timer !== null) clearTimeout(timer)
    }
  }, [client, person])
  return (
    <div className="full-page">
      {isAway ? <p role="status">{words.offline.signOutDue}</p> : <Skeleton rows={6} />}
    </div>
  )
}
