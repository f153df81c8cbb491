// One box: the list of one of its folders and the conversation that is open. What is done anywhere in it is decided by
// ./use-reading.ts, because each part has to follow.

import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { drafts, folderAddress, inbox, openFolderOf, type Place } from '../../place/place.ts'
import { type BoxView, type ConversationRow, folderName, unreadOf } from '../boxes.ts'
import { type AnswerKind, mayWrite } from '../compose/draft/draft.ts'
import { openComposer } from '../compose/windows.ts'
import { ConversationList } from '../list/conversation-list.tsx'
import { HighlightProvider } from '../list/highlight.tsx'
import { usePollIntervalMs } from '../live/live-boxes.ts'
import { useOpenDraft } from '../outbox/use-open-draft.ts'
import { useAnswer } from '../queries.ts'
import { ReadingPane } from '../reading/reading-pane.tsx'
import { useTitle } from '../use-title.ts'
import { useWords } from '../words/words.tsx'
import { focusSearch } from './frame-around.tsx'
import { MailFrame } from './mail-frame.tsx'
import type { Overlay } from './overlay.ts'
import { useCommands } from './use-commands.ts'
import { useReading } from './use-reading.ts'
import '../settings/chosen-layout.css'

export interface MailboxProps {
  readonly box: BoxView
  readonly boxes: readonly BoxView[]
  readonly place: Place
  readonly onOverlay: (overlay: Overlay) => void
}

export function Mailbox({ box, boxes, place, onOverlay }: MailboxProps) {
  const words = useWords()
  const [searching, setSearching] = useState(false)
  const refetchMs = usePollIntervalMs(box.id)
  const asked = useAnswer('GET /boxes/{box}/folders', { params: { box: box.id } }, { refetchMs })
  const folders = asked.data?.rows ?? null
  const folder = folders?.find(({ path }) => path === place.folder) ?? null
  const title =
    folder !== null
      ? folderName(folder, words.frame.roles)
      : place.folder === inbox
        ? words.frame.roles.inbox
        : (place.folder.split('/').at(-1) ?? place.folder)
  useTitle(words.frame.title(unreadOf(boxes), title, box.address))
  const reading = useReading({ boxes, box, place, folders: folders ?? [] })
  const { conversations } = reading
  const answer = (how: AnswerKind): void => {
    const about = reading.answerable()
    if (about !== null && mayWrite(box)) openComposer({ kind: 'answer', box: box.id, how, place: about })
  }
  const openDraft = useOpenDraft(box)
  /** A draft is gone on with, anything else is read. */
  const open = (row: ConversationRow): void => {
    // By its name: rows may be there before folders are.
    if (row.folder === drafts && mayWrite(box)) openDraft(row)
    else reading.open(row)
  }
  const onKey = useCommands({
    ...{ boxes, box, place, folders: folders ?? [], reading, open, answer },
    onHelp: () => onOverlay('help'),
    onGoTo: () => onOverlay('go-to'),
    onWrite: () => mayWrite(box) && openComposer({ kind: 'new', box: box.id }),
  })
  return (
    <MailFrame
      {...{ box, boxes, folders, onOverlay }}
      error={asked.error}
      onRetry={() => void asked.refetch()}
      folder={place.q !== null && place.scope === 'box' ? null : place.folder}
      reading={place.uid !== null}
      onMessages={() => {
        setSearching(false)
        navigate(folderAddress(box.address, place.folder))
      }}
      onSearch={() => focusSearch(setSearching)}
    >
      {(openFolders) => (
        <HighlightProvider q={place.q}>
          <ConversationList
            {...{ boxes, box, folder, place, reading, searching }}
            title={place.q !== null && place.scope === 'box' ? words.search.scopes.box : title}
            folders={folders ?? []}
            onFolders={openFolders}
            onOpen={open}
          />
          {place.uid === null ? (
            <section className="pane pane-empty" id="message" tabIndex={-1} aria-label={words.reading.pane}>
              <p>{words.reading.none}</p>
            </section>
          ) : (
            <ReadingPane
              box={box}
              folder={openFolderOf(place)}
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
              onAnswer={mayWrite(box) ? answer : null}
              onKey={onKey}
            />
          )}
        </HighlightProvider>
      )}
    </MailFrame>
  )
}
