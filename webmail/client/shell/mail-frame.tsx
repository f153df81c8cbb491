// What stands around the views of a box: boxes, folders, the bar of a phone, and what is wrong with the service.

import { type ReactNode, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { ServiceTrouble } from '#ui/api/service-trouble.tsx'
import type { BoxView, FolderView } from '../boxes.ts'
import { mayWrite } from '../compose/draft.ts'
import { useSignature } from '../compose/signature.ts'
import { openComposer } from '../compose/windows.ts'
import { RefusedBanner } from '../outbox/refused-banner.tsx'
import { useOutbox } from '../outbox/use-outbox.ts'
import { folderAddress, inbox, outbox } from '../place.ts'
import { useSession } from '../session.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/words.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Drawer } from './drawer.tsx'
import { Folders } from './folders.tsx'
import { Rail } from './rail.tsx'

/** What is shown over the page. */
export type Overlay = 'help' | 'settings' | null

export interface MailFrameProps {
  readonly box: BoxView
  readonly boxes: readonly BoxView[]
  readonly folders: readonly FolderView[] | null
  readonly error: Error | null
  readonly onRetry: () => void
  /** Null where no folder is shown. */
  readonly folder: string | null
  /** A conversation is open: on a phone it is all there is. */
  readonly reading: boolean
  readonly onOverlay: (overlay: Overlay) => void
  readonly onMessages: () => void
  readonly onSearch: () => void
  /** Given what opens the drawer of folders. */
  readonly children: (openFolders: () => void) => ReactNode
}

export function MailFrame(props: MailFrameProps) {
  const { box, boxes, folders, error, onRetry, folder, reading, onOverlay, onMessages, onSearch } = props
  const words = useWords()
  const { person } = useSession()
  const { density, readingPane } = useSettings()
  const [drawer, setDrawer] = useState(false)
  const rows = useOutbox(box)
  // At hand before somebody writes: the first letters that are typed find the window open.
  useSignature(box)
  const write = mayWrite(box) ? () => openComposer({ kind: 'new', box: box.id }) : null
  const folderList = { box, folders, current: folder ?? '', error, onRetry, waiting: rows?.length ?? 0 }
  const help = () => onOverlay('help')
  const settings = () => onOverlay('settings')
  return (
    <>
      <SkipLinks message={folder !== outbox} />
      <div className={`app${reading ? ' app-reading' : ''}`} data-density={density} data-pane={readingPane}>
        <Rail boxes={boxes} current={box.id} onHelp={help} onSettings={settings} />
        <nav className="side" id="folders" tabIndex={-1} aria-label={words.frame.foldersOf(box.address)}>
          <Folders {...folderList} onWrite={write} />
        </nav>
        <main className="views">
          <div className="views-notes">
            <ServiceTrouble address={person.email} words={words.frame} />
            {rows !== null && folder !== outbox && <RefusedBanner box={box} rows={rows} />}
          </div>
          {props.children(() => setDrawer(true))}
        </main>
        <BottomBar
          unread={box.unread ?? 0}
          onMessages={onMessages}
          onSearch={onSearch}
          onWrite={write}
          onMenu={() => setDrawer(true)}
        />
      </div>
      <Drawer
        isOpen={drawer}
        onClose={() => setDrawer(false)}
        {...{ boxes }}
        folderList={{ ...folderList, onWrite: null }}
        onHelp={help}
        onSettings={settings}
      />
    </>
  )
}

/** Back to the inbox, from whatever is no folder. */
export const toInbox = (box: BoxView) => (): void => navigate(folderAddress(box.address, inbox))

function SkipLinks({ message }: { readonly message: boolean }) {
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
      <li>
        <a href="#folders">{skip.folders}</a>
      </li>
    </ul>
  )
}
