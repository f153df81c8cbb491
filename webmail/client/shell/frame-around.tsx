// What stands around every list of mail: boxes, what is beside them, the bar of a phone, and what is wrong with the service.

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ServiceTrouble } from '#ui/api/service-trouble.tsx'
import { OverlayLoading } from '#ui/overlay/overlay-loading.tsx'
import { lazyPart } from '#ui/page/lazy-part.tsx'
import { useLatched } from '#ui/page/use-latched.ts'
import { whenIdle } from '#ui/page/when-idle.ts'
import type { BoxView } from '../boxes.ts'
import { useSession } from '../session.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { useIsPhone, useIsWide } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import { BottomBar } from './bottom-bar.tsx'
import type { Overlay } from './overlay.ts'
import { Rail, type RailProps } from './rail.tsx'

const drawerWithinMs = 4000
const Drawer = lazyPart(async () => (await import('./drawer.tsx')).Drawer)

export interface FrameAroundProps {
  readonly boxes: readonly BoxView[]
  readonly current: RailProps['current']
  /** What the column beside the boxes is called, and what stands there; in the drawer it ends once something was followed. */
  readonly sideName: string
  readonly side: (onFollow?: () => void) => ReactNode
  /** Above the views: what went wrong. */
  readonly notes?: ReactNode
  readonly unread: number
  /** Null where one may not write. */
  readonly onWrite: (() => void) | null
  /** A conversation is open: on a phone it is all there is. */
  readonly reading: boolean
  /** Whether there is a pane that reads. */
  readonly hasPane: boolean
  readonly onOverlay: (overlay: Overlay) => void
  readonly onMessages: () => void
  readonly onSearch: () => void
  /** Given what opens the drawer. */
  readonly children: (openDrawer: () => void) => ReactNode
}

export function FrameAround(props: FrameAroundProps) {
  const { boxes, current, sideName, side, notes, unread, onWrite, reading, hasPane } = props
  const { onOverlay, onMessages, onSearch, children } = props
  const words = useWords()
  const { person } = useSession()
  const { density, readingPane } = useSettings()
  const phone = useIsPhone()
  useEffect(() => whenIdle(Drawer.fetch, drawerWithinMs), [])
  const wide = useIsWide()
  // What was drawn once stays, with the dialog that is open in it: the style sheets hide it where there is no room.
  const railDrawn = useLatched(!phone)
  const sideDrawn = useLatched(wide)
  const [drawer, setDrawer] = useState(false)
  const drawerDrawn = useLatched(drawer)
  const closeDrawer = () => setDrawer(false)
  const writing = useRef(onWrite)
  writing.current = onWrite
  const [write] = useState(() => () => writing.current?.())
  const help = () => onOverlay('help')
  const settings = () => onOverlay('settings')
  return (
    <>
      <SkipLinks message={hasPane} folders={wide} />
      <div
        className={`app${reading ? ' app-reading' : ''}${current === 'every' ? ' app-every' : ''}`}
        data-density={density}
        data-pane={readingPane}
      >
        {railDrawn && (
          <Rail
            boxes={boxes}
            current={current}
            onOverlay={onOverlay}
            onWrite={onWrite === null ? null : write}
          />
        )}
        {sideDrawn && (
          <nav className="side" id="folders" tabIndex={-1} aria-label={sideName}>
            {side()}
          </nav>
        )}
        <main className="views">
          <div className="views-notes">
            <ServiceTrouble address={person.email} words={words.frame} />
            {notes}
          </div>
          {children(() => setDrawer(true))}
        </main>
        {phone && (
          <BottomBar
            unread={unread}
            onMessages={onMessages}
            onSearch={onSearch}
            onWrite={onWrite}
            onMenu={() => setDrawer(true)}
          />
        )}
      </div>
      {drawerDrawn && (
        <OverlayLoading isOpen={drawer} onClose={closeDrawer}>
          <Drawer
            isOpen={drawer}
            onClose={closeDrawer}
            {...{ boxes, current, sideName, side }}
            onHelp={help}
            onSettings={settings}
          />
        </OverlayLoading>
      )}
    </>
  )
}

/** Opens the search of a phone and puts the focus there. */
export function focusSearch(show: (searching: boolean) => void): void {
  show(true)
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-search]')?.focus())
}

/** To those regions that are there. */
function SkipLinks({ message, folders }: { readonly message: boolean; readonly folders: boolean }) {
  const { skip } = useWords().frame
  return (
    <ul className="skip">
      <li>
        <a href="#list">{skip.list}</a>
      </li>
      {message && (
        <li>
          <a href="#message">{skip.message}</a>
        </li>
      )}
      {folders && (
        <li>
          <a href="#folders">{skip.folders}</a>
        </li>
      )}
    </ul>
  )
}
