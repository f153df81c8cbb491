// The webmail's page: theme and words first, then who is signed in, then their boxes.

import { MutationCache, QueryCache, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/css/base.css'
import { dropPreloadedAnswers, takePreloadedAnswers } from '#ui/api/preloaded-answers.ts'
import { ProblemError } from '#ui/api/problem-error.ts'
import { makeQueryClient } from '#ui/api/query-client.ts'
import { noteFailure } from '#ui/api/trouble.ts'
import { readSetting } from '#ui/local-setting.ts'
import { ErrorState, Skeleton } from '#ui/page/states.tsx'
import { SupportPhoneProvider } from '#ui/sign-in/support-phone.tsx'
import { applyTheme } from '#ui/theme.ts'
import { chosenLanguage } from '#ui/words/language.ts'
import { problemWords } from './failure.tsx'
import { prefetchList } from './list/prefetch-list.ts'
import { isPrefetched } from './list/prefetch-search.ts'
import { goToSignIn } from './offline/go-to-sign-in.ts'
import { signOutDue } from './offline/sign-out-mark.ts'
import { UnlessSigningOut } from './offline/signing-out.tsx'
import { askEarly, useAnswer } from './queries.ts'
import { SessionProvider } from './session.tsx'
import { Shell } from './shell/shell.tsx'
import { loadWords, useWords, WordsProvider } from './words/words.tsx'

applyTheme()
// Else it is asked for by the first layout, and whatever was laid out until it came is laid out anew.
document.fonts.load('1em "Atkinson Hyperlegible Next"').catch(() => undefined)

const everyFiveMinutes = 300_000
/** What was read since the morning can be read again where the network goes. */
const aWorkingDay = 8 * 3_600_000

function SignedIn() {
  const words = useWords()
  const first = useRef<string | null>(null)
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
    const { title, text } = problemWords(error, words)
    return (
      <div className="full-page">
        <ErrorState title={title} onRetry={() => void session.refetch()}>
          <p>{text}</p>
        </ErrorState>
      </div>
    )
  }
  // In another tab somebody else signed in: nothing of the first stays on this page.
  if (first.current !== null && first.current !== session.data.person.id) {
    location.reload()
    return null
  }
  first.current = session.data.person.id
  if (!session.data.person.secondFactor && session.data.person.role !== 'member')
    return leave('/second-facteur')
  return (
    <SessionProvider value={session.data}>
      <SupportPhoneProvider value={session.data.department.phone}>
        <Shell />
      </SupportPhoneProvider>
    </SessionProvider>
  )
}

/** The pages before the webmail are others, and bring back to where one wanted to go. */
function leave(to: '/connexion' | '/second-facteur'): null {
  const wanted = `${location.pathname}${location.search}`
  goToSignIn(wanted === '/' ? to : `${to}?vers=${encodeURIComponent(wanted)}`)
  return null
}

const root = document.getElementById('webmail')
if (root !== null) {
  const client = makeQueryClient(
    {
      queryCache: new QueryCache({
        onError: (error, { meta }) => (isPrefetched(meta) ? undefined : noteFailure(error)),
      }),
      mutationCache: new MutationCache({ onError: noteFailure }),
    },
    aWorkingDay,
  )
  // Nothing of whoever meant to leave is asked for, nor kept.
  if (readSetting(signOutDue) === null) {
    takePreloadedAnswers(document)
    void prefetchList(client, askEarly(client))
  } else dropPreloadedAnswers(document)
  const words = await loadWords(chosenLanguage())
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <WordsProvider words={words}>
          <UnlessSigningOut>
            <SignedIn />
          </UnlessSigningOut>
        </WordsProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
