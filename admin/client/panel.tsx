// The panel's page: theme and words first, then who is signed in, then the frame.

import { MutationCache, QueryCache, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { RouterProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { useLocation } from 'wouter'
import '#ui/css/base.css'
import { ProblemError } from '#ui/api/problem-error.ts'
import { makeQueryClient } from '#ui/api/query-client.ts'
import { noteFailure } from '#ui/api/trouble.ts'
import { Skeleton } from '#ui/page/states.tsx'
import { applyTheme } from '#ui/theme.ts'
import { chosenLanguage } from '#ui/words/language.ts'
import { Failure } from './failure.tsx'
import { LeaveGuard } from './form/leave-guard.tsx'
import { Frame } from './frame/frame.tsx'
import { useAnswer } from './queries.ts'
import { lacksFactor, SessionProvider } from './session.tsx'
import { loadWords, WordsProvider } from './words/words.tsx'

applyTheme()

function Panel() {
  const [, navigate] = useLocation()
  return (
    <RouterProvider navigate={(href) => navigate(href)}>
      <SignedIn />
    </RouterProvider>
  )
}

const everyFiveMinutes = 300_000

function SignedIn() {
  const session = useAnswer('GET /session', {}, { refetchMs: everyFiveMinutes, again: true })
  if (session.data === undefined) {
    // While it is asked again the page stays: that the service is away is still so.
    const error = session.error ?? (session.errorUpdateCount > 0 ? new ProblemError('try-later') : null)
    if (error === null)
      return (
        <div className="full-page">
          <Skeleton rows={6} />
        </div>
      )
    if (error instanceof ProblemError && error.code === 'not-signed-in') return leave('/connexion')
    return (
      <div className="full-page">
        <Failure error={error} onRetry={() => void session.refetch()} />
      </div>
    )
  }
  if (lacksFactor(session.data)) return leave('/second-facteur')
  return (
    <SessionProvider view={session.data}>
      <Frame />
    </SessionProvider>
  )
}

/** The pages before the panel are others, and bring back to where one wanted to go. */
function leave(to: '/connexion' | '/second-facteur'): null {
  const wanted = `${location.pathname}${location.search}`
  location.replace(wanted === '/' ? to : `${to}?vers=${encodeURIComponent(wanted)}`)
  return null
}

const root = document.getElementById('panel')
if (root !== null) {
  const words = await loadWords(chosenLanguage())
  const client = makeQueryClient({
    queryCache: new QueryCache({ onError: noteFailure }),
    mutationCache: new MutationCache({ onError: noteFailure }),
  })
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <WordsProvider words={words}>
          <LeaveGuard>
            <Panel />
          </LeaveGuard>
        </WordsProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
