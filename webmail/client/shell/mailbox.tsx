// One box: its folders, the list of one of them and the conversation that is open. What is done anywhere in it is decided
// by ./use-reading.ts, because each part has to follow.

import { useEffect, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { ServiceTrouble } from '#ui/api/service-trouble.tsx'
import { type BoxView, folderName } from '../boxes.ts'
import { ConversationList } from '../list/conversation-list.tsx'
import { useAskedAgainMs } from '../live/heard-boxes.ts'
import { addressOf, folderAddress, inbox, type Place } from '../place.ts'
import { useAnswer } from '../queries.ts'
import { ReadingPane } from '../reading/reading-pane.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Drawer } from './drawer.tsx'
import { Folders } from './folders.tsx'
import { Rail } from './rail.tsx'
import { useCommands } from './use-commands.ts'
import { useReading } from './use-reading.ts'

/** What is shown over the page. */
export type Overlay = 'help' | 'settings' | null

export interface MailboxProps {
  readonly box: BoxView
  readonly boxes: readonly BoxView[]
  readonly place: Place
  readonly onOverlay: (overlay: Overlay) => void
}

export function Mailbox({ box, boxes, place, onOverlay }: MailboxProps) {
  const words = useWords()
  const { person } = useSession()
  const [drawer, setDrawer] = useState(false)
  const [searching, setSearching] = useState(false)
  const refetchMs = useAskedAgainMs(box.id)
  const asked = useAnswer('GET /boxes/{box}/folders', { params: { box: box.id } }, { refetchMs })
  const folders = asked.data?.rows ?? null
  const folder = folders?.find(({ path }) => path === place.folder) ?? null
  const title =
    folder !== null
      ? folderName(folder, words.frame.roles)
      : place.folder === inbox
        ? words.frame.roles.inbox
        : (place.folder.split('/').at(-1) ?? place.folder)
  useTitle(words.frame.title(folder?.unread ?? 0, title, box.address))
  const reading = useReading({ box, place, folders: folders ?? [] })
  const { conversations, elsewhere, selection, listed, current } = reading
  useEffect(() => {
    if (elsewhere !== null) navigate(addressOf({ ...place, folder: elsewhere }), { replace: true })
  }, [elsewhere, place])
  const onKey = useCommands({ box, place, folders: folders ?? [], reading, onHelp: () => onOverlay('help') })
  const folderList = {
    ...{ box, folders, current: place.folder },
    error: asked.error,
    onRetry: () => void asked.refetch(),
  }
  const help = () => onOverlay('help')
  const settings = () => onOverlay('settings')
  return (
    <>
      <SkipLinks />
      <div className={`app${place.uid === null ? '' : ' app-reading'}`}>
        <Rail boxes={boxes} current={box.id} onHelp={help} onSettings={settings} />
        <nav className="side" id="folders" tabIndex={-1} aria-label={words.frame.foldersOf(box.address)}>
          <Folders {...folderList} />
        </nav>
        <main className="views">
          <ServiceTrouble address={person.email} words={words.frame} />
          <ConversationList
            {...{ box, folder, title, place, conversations, selection, listed, current, searching }}
            folders={folders ?? []}
            onFolders={() => setDrawer(true)}
            onCurrent={reading.setCurrent}
            onOpen={reading.open}
            onFile={reading.file}
          />
          {place.uid === null ? (
            <section className="pane pane-empty" id="message" tabIndex={-1} aria-label={words.reading.pane}>
              <p>{words.reading.none}</p>
            </section>
          ) : (
            <ReadingPane
              box={box}
              folder={place.folder}
              folders={folders ?? []}
              uid={place.uid}
              subject={reading.row?.subject ?? null}
              flagged={reading.row?.flagged ?? false}
              takesFocus={reading.moved}
              position={reading.at === -1 ? null : { at: reading.at, of: conversations.total }}
              onAct={reading.act}
              onNext={reading.neighbour(1)}
              onPrevious={reading.neighbour(-1)}
              onClose={reading.close}
              onRead={reading.markRead}
              onKey={onKey}
            />
          )}
        </main>
        <BottomBar
          unread={box.unread ?? 0}
          onMessages={() => {
            setSearching(false)
            navigate(folderAddress(box.address, place.folder))
          }}
          onSearch={() => {
            setSearching(true)
            requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-search]')?.focus())
          }}
          onMenu={() => setDrawer(true)}
        />
      </div>
      <Drawer
        isOpen={drawer}
        onClose={() => setDrawer(false)}
        {...{ boxes, folderList }}
        onHelp={help}
        onSettings={settings}
      />
    </>
  )
}

function SkipLinks() {
  const { skip } = useWords().frame
  return (
    <ul className="skip">
      <li>
        <a href="#list">{skip.list}</a>
      </li>
      <li>
        <a href="#message">{skip.message}</a>
      </li>
      <li>
        <a href="#folders">{skip.folders}</a>
      </li>
    </ul>
  )
}

function useTitle(title: string): void {
  useEffect(() => {
    document.title = title
  }, [title])
}
