// The frame around every screen: bar, menu, the way to anything, and the screen whose address it is.

import { Suspense, useEffect, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { Redirect, Route, Switch } from 'wouter'
import { ServiceTrouble } from '#ui/api/service-trouble.tsx'
import { Button } from '#ui/control/button.tsx'
import { loadOverlays } from '#ui/overlay/load-overlays.ts'
import { Toasts } from '#ui/overlay/toast.tsx'
import { useGoToKey } from '#ui/overlay/use-go-to-key.ts'
import { ErrorBoundary } from '#ui/page/error-boundary.tsx'
import { EmptyState, Forbidden, Skeleton, WholePageError } from '#ui/page/states.tsx'
import { whenIdle } from '#ui/page/when-idle.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { Bar } from './bar.tsx'
import { MenuLinks } from './menu-links.tsx'
import { Palette } from './palette.tsx'
import { type Screen, screens } from './screens.ts'
import '#ui/overlay/dialog.css'
import './frame.css'

const overlaysWithinMs = 2000

export function Frame() {
  const words = useWords().frame
  const { person } = useSession()
  const [drawer, setDrawer] = useState(false)
  const [palette, setPalette] = useState(false)
  useGoToKey(() => setPalette(true))
  useEffect(() => whenIdle(loadOverlays, overlaysWithinMs), [])
  return (
    <>
      <ul className="skip">
        <li>
          <a href="#content">{words.skip.content}</a>
        </li>
        <li>
          <a href="#menu">{words.skip.menu}</a>
        </li>
        <li>
          <a href="#go-to">{words.skip.search}</a>
        </li>
      </ul>
      <Bar onMenu={() => setDrawer(true)} onGoTo={() => setPalette(true)} />
      <div className="frame">
        <nav className="side" id="menu" tabIndex={-1} aria-label={words.menuLabel}>
          <MenuLinks />
        </nav>
        <main className="content" id="content" tabIndex={-1}>
          <ServiceTrouble address={person.email} words={words} />
          <Suspense fallback={<Skeleton rows={8} />}>
            <Screens />
          </Suspense>
        </main>
      </div>
      <ModalOverlay className="scrim" isOpen={drawer} onOpenChange={setDrawer} isDismissable>
        <Modal className="drawer">
          <Dialog aria-label={words.menuLabel}>
            <MenuLinks onFollow={() => setDrawer(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
      <Palette isOpen={palette} onClose={() => setPalette(false)} />
      <Toasts />
    </>
  )
}

function Screens() {
  const words = useWords().frame
  const { may } = useSession()
  return (
    <Switch>
      {screens.map((screen) => (
        <Route key={screen.name} path={screen.pattern}>
          {screen.name === 'toDo' && !may(screen.permission) ? (
            <Redirect to="/compte" replace />
          ) : (
            <OpenScreen screen={screen} />
          )}
        </Route>
      ))}
      <Route>
        <EmptyState title={words.notFound}>
          <p>{words.notFoundText}</p>
        </EmptyState>
      </Route>
    </Switch>
  )
}

function OpenScreen({ screen }: { readonly screen: Screen }) {
  const { may, department } = useSession()
  const words = useWords()
  if (!may(screen.permission))
    return <Forbidden who={words.common.someoneWhoGrants(department.administrators)} />
  return (
    <ErrorBoundary key={screen.name} failed={({ stale }) => <BrokenScreen stale={stale} />}>
      <screen.Content />
    </ErrorBoundary>
  )
}

/** After an update the code of the old pages is gone: one reload brings the new ones. */
function BrokenScreen({ stale }: { readonly stale: boolean }) {
  const { frame, problems } = useWords()
  const { title, text } = stale ? frame.stale : problems.bug
  return (
    <WholePageError title={title}>
      <p>{text}</p>
      <Button onPress={() => location.reload()}>{frame.reload}</Button>
    </WholePageError>
  )
}
