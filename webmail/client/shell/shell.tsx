// The shell around every view: which boxes there are, which of them is open, and what is said over all of it.

import { lazy, Suspense, useEffect, useState } from 'react'
import { RouterProvider } from 'react-aria-components'
import { navigate, usePathname } from 'wouter/use-browser-location'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { Toasts } from '#ui/overlay/toast.tsx'
import { ErrorBoundary } from '#ui/page/error-boundary.tsx'
import { EmptyState, Skeleton, WholePageError } from '#ui/page/states.tsx'
import { isAccountPage } from '../account/account-pages.ts'
import { ShortcutMap } from '../actions/shortcut-map.tsx'
import type { BoxView } from '../boxes.ts'
import { Failure } from '../failure.tsx'
import { askedAgainMs } from '../live/heard-boxes.ts'
import { Live } from '../live/live.tsx'
import { addressOf, folderAddress, inbox, usePlace } from '../place.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { Mailbox, type Overlay } from './mailbox.tsx'
import { Rail } from './rail.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import './shell.css'

const AccountPage = lazy(async () => ({
  default: (await import('../account/account-page.tsx')).AccountPage,
}))

export function Shell() {
  const words = useWords().frame
  const [overlay, setOverlay] = useState<Overlay>(null)
  return (
    <RouterProvider navigate={(href) => navigate(href)}>
      <ErrorBoundary
        failed={() => (
          <div className="full-page">
            <WholePageError title={words.broken.title}>
              <p>{words.broken.text}</p>
              <Button onPress={() => location.reload()}>{words.broken.reload}</Button>
            </WholePageError>
          </div>
        )}
      >
        <Boxes onOverlay={setOverlay} />
      </ErrorBoundary>
      <ShortcutMap isOpen={overlay === 'help'} onClose={() => setOverlay(null)} />
      <SettingsDialog isOpen={overlay === 'settings'} onClose={() => setOverlay(null)} />
      <Live />
      <Toasts />
    </RouterProvider>
  )
}

function Boxes({ onOverlay }: { readonly onOverlay: (overlay: Overlay) => void }) {
  const words = useWords().frame
  const place = usePlace()
  const path = usePathname()
  const boxes = useAnswer('GET /boxes', {}, { refetchMs: (known) => askedAgainMs(known?.rows ?? []) })
  const rows = boxes.data?.rows ?? null
  const box = rows?.find(({ address }) => address === place.box) ?? null
  const first = rows?.[0] ?? null
  useEffect(() => {
    if (place.box === null && first !== null && !isAccountPage(path))
      navigate(addressOf({ ...place, box: first.address, folder: inbox }), { replace: true })
  }, [place, first, path])
  if (rows === null)
    return (
      <main className="full-page">
        <h1 className="heard">{words.product}</h1>
        {boxes.error === null ? (
          <Skeleton rows={6} onRetry={() => void boxes.refetch()} />
        ) : (
          <Failure error={boxes.error} onRetry={() => void boxes.refetch()} />
        )}
      </main>
    )
  if (isAccountPage(path))
    return (
      <div className="app app-account">
        <Rail
          boxes={rows}
          current={null}
          onHelp={() => onOverlay('help')}
          onSettings={() => onOverlay('settings')}
        />
        <Suspense fallback={<main className="full-page" />}>
          <AccountPage path={path} />
        </Suspense>
      </div>
    )
  if (box !== null) return <Mailbox key={box.id} box={box} boxes={rows} place={place} onOverlay={onOverlay} />
  return (
    <div className="app app-without-box">
      <Rail
        boxes={rows}
        current={null}
        onHelp={() => onOverlay('help')}
        onSettings={() => onOverlay('settings')}
      />
      <main className="full-page">
        <h1 className="heard">{words.product}</h1>
        {first === null ? (
          <EmptyState title={words.noBox.title}>
            <p>{words.noBox.text}</p>
          </EmptyState>
        ) : (
          place.box !== null && <UnknownBox address={place.box} first={first} />
        )}
      </main>
    </div>
  )
}

function UnknownBox({ address, first }: { readonly address: string; readonly first: BoxView }) {
  const { unknownBox } = useWords().frame
  return (
    <EmptyState
      title={unknownBox.title}
      actions={
        <ButtonLink look="primary" href={folderAddress(first.address, inbox)}>
          {unknownBox.own}
        </ButtonLink>
      }
    >
      <p>{unknownBox.text(address)}</p>
    </EmptyState>
  )
}
