// The pages before the panel: signing in, the first visit, a second factor that is still missing. Plain forms and nothing
// of the panel, so that they load fast on any line.

import { lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/css/base.css'
import { Logo } from '#ui/cachet/logo.tsx'
import { ErrorBoundary } from '#ui/page/error-boundary.tsx'
import { useKnownPhone } from '#ui/sign-in/known-phone.ts'
import { SignInPage, todayInTwoLines } from '#ui/sign-in/sign-in-page.tsx'
import { SupportPhone, SupportPhoneProvider } from '#ui/sign-in/support-phone.tsx'
import { applyTheme } from '#ui/theme.ts'
import { chosenLanguage } from '#ui/words/language.ts'
import { api } from './api.ts'
import { EntranceWordsProvider, useEntranceWords } from './words/entrance-words.tsx'
import '#ui/sign-in/entrance.css'

applyTheme()

const ActivationPage = lazy(async () => ({
  default: (await import('#ui/first-visit/activation-page.tsx')).ActivationPage,
}))
const FirstAdministratorPage = lazy(async () => ({
  default: (await import('./first-visit/first-administrator-page.tsx')).FirstAdministratorPage,
}))
const SecondFactorPage = lazy(async () => ({
  default: (await import('#ui/factors/second-factor-page.tsx')).SecondFactorPage,
}))

function pageAt(path: string): ReactNode {
  if (path === '/premiere-visite') return <FirstVisit />
  if (path === '/premier-administrateur') return <FirstAdministratorPage />
  if (path === '/second-facteur') return <SecondFactorPage />
  return <SignIn />
}

function FirstVisit() {
  const { adminLink } = useEntranceWords().firstVisit
  return (
    <ActivationPage>
      <br />
      <a href="/premier-administrateur">{adminLink}</a>
    </ActivationPage>
  )
}

function SignIn() {
  const words = useEntranceWords()
  return (
    <SignInPage
      from={
        <>
          <b>{words.product}</b>
          {words.about}
        </>
      }
      stampOf={(place) => ({
        above: place ?? words.postmark.above,
        below: words.postmark.below,
        lines: todayInTwoLines(words.language),
      })}
      below={
        <>
          {words.signIn.firstVisit} <a href="/premiere-visite">{words.signIn.haveLetter}</a>
        </>
      }
    />
  )
}

function Entrance() {
  const words = useEntranceWords()
  const phone = useKnownPhone(() => api('GET /support', {}))
  return (
    <SupportPhoneProvider value={phone}>
      <div className="entrance">
        <header className="entrance-top">
          <span className="entrance-brand">
            <Logo /> {words.product}
          </span>
          <span>{words.about}</span>
        </header>
        <main className="entrance-main">
          <ErrorBoundary failed={() => <BrokenPage />}>
            <Suspense>{pageAt(location.pathname)}</Suspense>
          </ErrorBoundary>
        </main>
        <footer className="entrance-foot">
          <p>
            {phone === null ? words.help : words.support} <SupportPhone />
          </p>
        </footer>
      </div>
    </SupportPhoneProvider>
  )
}

function BrokenPage() {
  const { stale } = useEntranceWords()
  return (
    <div role="alert">
      <h1>{stale.title}</h1>
      <p>{stale.text}</p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        {stale.reload}
      </button>
    </div>
  )
}

const root = document.getElementById('entrance')
if (root !== null) {
  const language = chosenLanguage()
  document.documentElement.lang = language
  const { entrance } =
    language === 'fr' ? await import('./words/fr/entrance.ts') : await import('./words/en/entrance.ts')
  createRoot(root).render(
    <StrictMode>
      <EntranceWordsProvider value={entrance}>
        <Entrance />
      </EntranceWordsProvider>
    </StrictMode>,
  )
}
