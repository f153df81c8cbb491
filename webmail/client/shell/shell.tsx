// The shell around every view: which boxes there are, which of them is open, and what is said over all of it.

import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { RouterProvider } from 'react-aria-components'
import { navigate, usePathname } from 'wouter/use-browser-location'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { loadOverlays } from '#ui/overlay/load-overlays.ts'
import { OverlayLoading } from '#ui/overlay/overlay-loading.tsx'
import { Toasts } from '#ui/overlay/toast.tsx'
import { useGoToKey } from '#ui/overlay/use-go-to-key.ts'
import { ErrorBoundary } from '#ui/page/error-boundary.tsx'
import { EmptyState, Skeleton, WholePageError } from '#ui/page/states.tsx'
import { whenIdle } from '#ui/page/when-idle.ts'
import { addressOf, folderAddress, inbox, outbox, type Place } from '../../place/place.ts'
import { isAccountPage } from '../account/account-pages.ts'
import type { BoxView } from '../boxes.ts'
import { Writing } from '../compose/writing.tsx'
import { useBookPlace } from '../contacts/book-place.ts'
import { Failure } from '../failure.tsx'
import { firstStepsAddress } from '../first-steps/first-steps-address.ts'
import { ConfirmDeletion } from '../folders/confirm-deletion.tsx'
import { loadLabelEditor } from '../labels/label-links.tsx'
import { loadLabelChoice } from '../labels/label-menu.tsx'
import { LabelsProvider } from '../labels/labels.tsx'
import { loadSearchPanel } from '../list/search-field.tsx'
import { Live } from '../live/live.tsx'
import { pollIntervalMs, usePollIntervalMs } from '../live/live-boxes.ts'
import { CancelSending } from '../outbox/cancel-sending.tsx'
import { useAnswer } from '../queries.ts'
import { prepareFrame } from '../reading/frame-pool.ts'
import { useSession } from '../session.tsx'
import { usePlace } from '../use-place.ts'
import { laterPart } from '../words/later-part.tsx'
import { useWords } from '../words/words.tsx'
import { EveryBox } from './every-box.tsx'
import { loadFolderEditor } from './folders.tsx'
import { HelpDialog, loadHelp } from './help-dialog.tsx'
import { Mailbox } from './mailbox.tsx'
import { OutboxView } from './outbox-view.tsx'
import type { Overlay } from './overlay.ts'
import { Rail } from './rail.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import './rail.css'
import './folders.css'
import './drawer.css'
import './toasts.css'
import './shell.css'

const AccountPage = laterPart(async () => (await import('../account/account-page.tsx')).AccountPage)
const FirstStepsPage = laterPart(
  async () => (await import('../first-steps/first-steps-page.tsx')).FirstStepsPage,
)
const GoTo = laterPart(async () => (await import('./go-to.tsx')).GoTo)
const ContactsView = laterPart(async () => (await import('../contacts/contacts-view.tsx')).ContactsView)

/** Before that, the list and the first conversation have the line for themselves. */
const overlaysWithinMs = 4000

function loadWhatOpens(): void {
  loadOverlays()
  for (const load of [loadLabelChoice, loadSearchPanel, loadHelp, loadFolderEditor, loadLabelEditor]) load()
}

export function Shell() {
  const words = useWords().frame
  const [overlay, setOverlay] = useState<Overlay>(null)
  useGoToKey(() => setOverlay('go-to'))
  useEffect(() => whenIdle(loadWhatOpens, overlaysWithinMs), [])
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
      <Windows />
      <HelpDialog isOpen={overlay === 'help'} onClose={() => setOverlay(null)} />
      <SettingsDialog
        isOpen={overlay === 'settings' || overlay === 'signatures'}
        section={overlay === 'signatures' ? 'signatures' : 'display'}
        onClose={() => setOverlay(null)}
      />
      {overlay === 'go-to' && (
        <OverlayLoading onClose={() => setOverlay(null)}>
          <GoTo onClose={() => setOverlay((now) => (now === 'go-to' ? null : now))} onOverlay={setOverlay} />
        </OverlayLoading>
      )}
      <CancelSending />
      <ConfirmDeletion />
      <Live />
      <Toasts />
    </RouterProvider>
  )
}

/** What is being written stays while one goes from box to box. */
function Windows() {
  const words = useWords().frame
  const boxes = useAnswer('GET /boxes', {})
  return (
    <ErrorBoundary
      failed={() => (
        <div className="windows-failed">
          <Banner
            kind="bad"
            urgent
            action={<Button onPress={() => location.reload()}>{words.broken.reload}</Button>}
          >
            {words.broken.title}
          </Banner>
        </div>
      )}
    >
      <Writing boxes={boxes.data?.rows ?? []} />
    </ErrorBoundary>
  )
}

function Boxes({ onOverlay }: { readonly onOverlay: (overlay: Overlay) => void }) {
  const words = useWords().frame
  const place = usePlace()
  const path = usePathname()
  const book = useBookPlace()
  const { frame, commune } = useSession()
  useEffect(() => prepareFrame(frame), [frame])
  const boxes = useAnswer(
    'GET /boxes',
    {},
    { refetchMs: (known) => pollIntervalMs(known?.rows ?? []), again: true },
  )
  const rows = boxes.data?.rows ?? null
  const asked = book?.box ?? place.box
  const box = rows?.find(({ address }) => address === asked) ?? null
  const first = rows?.[0] ?? null
  useEffect(() => {
    if (asked === null && first !== null && !place.every && !isAccountPage(path))
      navigate(addressOf({ ...place, box: first.address, folder: inbox }), { replace: true })
  }, [asked, place, first, path])
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
  if (isAccountPage(path)) return <AccountView path={path} boxes={rows} onOverlay={onOverlay} />
  if (isEvery(place, box, rows))
    return <EveryBox boxes={rows} box={box} place={place} onOverlay={onOverlay} />
  if (box !== null)
    return (
      <Labelled key={box.id} box={box}>
        {book !== null ? (
          <Suspense fallback={<Skeleton rows={6} />}>
            <ContactsView box={box} boxes={rows} place={book} onOverlay={onOverlay} />
          </Suspense>
        ) : place.folder === outbox ? (
          <OutboxView box={box} boxes={rows} onOverlay={onOverlay} />
        ) : (
          <Mailbox box={box} boxes={rows} place={place} onOverlay={onOverlay} />
        )}
      </Labelled>
    )
  return (
    <div className="app app-without-box">
      <Rail boxes={rows} current={null} onOverlay={onOverlay} />
      <main className="full-page">
        <h1 className="heard">{words.product}</h1>
        {first === null ? (
          <EmptyState title={words.noBox.title}>
            <p>{words.noBox.text(commune.managers)}</p>
          </EmptyState>
        ) : (
          asked !== null && <UnknownBox address={asked} first={first} />
        )}
      </main>
    </div>
  )
}

interface AccountViewProps {
  readonly path: string
  readonly boxes: readonly BoxView[]
  readonly onOverlay: (overlay: Overlay) => void
}

function AccountView({ path, boxes, onOverlay }: AccountViewProps) {
  return (
    <div className="app app-account">
      <Rail boxes={boxes} current={null} onOverlay={onOverlay} />
      <Suspense fallback={<main className="full-page" />}>
        {path === firstStepsAddress ? (
          <FirstStepsPage boxes={boxes} onOverlay={onOverlay} />
        ) : (
          <AccountPage path={path} />
        )}
      </Suspense>
    </div>
  )
}

/** All boxes as one; what was open of one that is not theirs any more is told as such. */
const isEvery = (place: Place, box: BoxView | null, boxes: readonly BoxView[]): boolean =>
  place.every && boxes.length > 0 && (place.box === null || box !== null)

/** With the labels of the box for all that is shown of it. */
function Labelled({ box, children }: { readonly box: BoxView; readonly children: ReactNode }) {
  const labels = useAnswer(
    'GET /boxes/{box}/labels',
    { params: { box: box.id } },
    { refetchMs: usePollIntervalMs(box.id) },
  )
  return <LabelsProvider value={labels.data?.rows ?? none}>{children}</LabelsProvider>
}

const none: readonly [] = []

function UnknownBox({ address, first }: { readonly address: string; readonly first: BoxView }) {
  const { unknownBox } = useWords().frame
  const { managers } = useSession().commune
  return (
    <EmptyState
      title={unknownBox.title}
      actions={
        <ButtonLink look="primary" href={folderAddress(first.address, inbox)}>
          {unknownBox.own}
        </ButtonLink>
      }
    >
      <p>{unknownBox.text(managers, address)}</p>
    </EmptyState>
  )
}
