// The pages before the webmail: signing in, the first visit, a second factor that is still missing. Plain forms and nothing of the webmail, so that they load fast on any line.

import { lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/css/base.css'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { cachetLetters } from '#ui/cachet/letters.ts'
import { Logo } from '#ui/cachet/logo.tsx'
import { stampDate } from '#ui/cachet/stamp-date.ts'
import { readSetting } from '#ui/local-setting.ts'
import { ErrorBoundary } from '#ui/page/error-boundary.tsx'
import { placeOfDomain } from '#ui/sign-in/domain-place.ts'
import { useKnownPhone } from '#ui/sign-in/known-phone.ts'
import { SignInPage, todayInTwoLines } from '#ui/sign-in/sign-in-page.tsx'
import { SupportPhone, SupportPhoneProvider } from '#ui/sign-in/support-phone.tsx'
import { SignInWordsProvider } from '#ui/sign-in/words.tsx'
import { applyTheme } from '#ui/theme.ts'
import { chosenLanguage } from '#ui/words/language.ts'
import { api } from './api.ts'
import { firstStepsAddress } from './first-steps/first-steps-address.ts'
import { deleteIndexedStores } from './offline/indexed-store.ts'
import { offlineChoice } from './offline/offline-choice.ts'
import { finishSignOut, settleSignOut } from './offline/sign-out-due.ts'
import { wipeShell } from './offline/wipe-shell.ts'
import type { EntranceWords } from './words/fr/entrance.ts'
import '#ui/sign-in/entrance.css'
import '#ui/sign-in/envelope.css'
import '#ui/control/button.css'
import './entrance-place.css'

applyTheme()
/** Read by whoever is signed in as well. */
const statement = '/accessibilite'
// Where one must sign in, the session has ended: whoever comes next reads nothing of it.
if (location.pathname !== statement) void deleteIndexedStores().catch(() => undefined)
// Whoever signs out is not kept waiting for all of it: what is left is ended here.
if (location.pathname !== statement && readSetting(offlineChoice) === null)
  void wipeShell().catch(() => undefined)

const ActivationPage = lazy(async () => ({
  default: (await import('#ui/first-visit/activation-page.tsx')).ActivationPage,
}))
const Statement = lazy(async () => {
  const { accessibility } =
    chosenLanguage() === 'fr'
      ? await import('./words/fr/accessibility.ts')
      : await import('./words/en/accessibility.ts')
  const { AccessibilityPage } = await import('./accessibility/accessibility-page.tsx')
  return { default: () => <AccessibilityPage words={accessibility} /> }
})
const SecondFactorPage = lazy(async () => ({
  default: (await import('#ui/factors/second-factor-page.tsx')).SecondFactorPage,
}))

interface Saying {
  readonly words: EntranceWords
}

function Entrance({ words }: Saying) {
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
          <ErrorBoundary failed={() => <BrokenPage words={words} />}>
            <Suspense>{pageAt(location.pathname, words)}</Suspense>
          </ErrorBoundary>
        </main>
        <footer className="entrance-foot">
          <p>
            {phone === null ? words.help : words.support} <SupportPhone />
          </p>
          <a href={statement}>{words.accessibility}</a>
        </footer>
      </div>
    </SupportPhoneProvider>
  )
}

function pageAt(path: string, words: EntranceWords): ReactNode {
  if (path === '/premiere-visite') return <ActivationPage opens={firstStepsAddress} />
  if (path === statement) return <Statement />
  if (path === '/second-facteur') return <SecondFactorPage />
  return <SignIn words={words} />
}

function SignIn({ words }: Saying) {
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
        lines:
          place === null ? todayInTwoLines(words.language) : [cachetLetters(place), stampDate(new Date())],
      })}
      hintOf={(address) => placeHint(address, words)}
      onSignedIn={() => settleSignOut()}
      below={
        <>
          {words.signIn.firstVisit} <a href="/premiere-visite">{words.signIn.haveLetter}</a>
        </>
      }
    />
  )
}

/** The place that the domain speaks of. Nobody is asked whether it or the address exists. */
function placeHint(address: string, words: EntranceWords): ReactNode {
  const place = placeOfDomain(address)
  if (place === null) return undefined
  const townHall = /@(?:[^@]*\.)?mairie-[^@.]*\.[^@.]+$/i.test(address.trim())
  return (
    <span className="entrance-place">
      <Cachet name={place} size={24} />
      {townHall ? words.townHall(place) : place}
    </span>
  )
}

function BrokenPage({ words: { stale } }: Saying) {
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
  // Before anybody signs in, so that it is not they who are signed out.
  await finishSignOut()
  const language = chosenLanguage()
  document.documentElement.lang = language
  const { entrance } =
    language === 'fr' ? await import('./words/fr/entrance.ts') : await import('./words/en/entrance.ts')
  createRoot(root).render(
    <StrictMode>
      <SignInWordsProvider value={entrance}>
        <Entrance words={entrance} />
      </SignInWordsProvider>
    </StrictMode>,
  )
}
