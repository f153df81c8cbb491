// One box: the list of one of its folders and the conversation that is open. What is done anywhere in it is decided by
// ./use-reading.ts, because each part has to follow.

import { useEffect, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { type BoxView, type ConversationRow, folderName } from '../boxes.ts'
import { type AnswerKind, mayWrite } from '../compose/draft.ts'
import { openComposer } from '../compose/windows.ts'
import { ConversationList } from '../list/conversation-list.tsx'
import { useAskedAgainMs } from '../live/heard-boxes.ts'
import { useOpenDraft } from '../outbox/use-open-draft.ts'
import { addressOf, folderAddress, inbox, type Place } from '../place.ts'
import { useAnswer } from '../queries.ts'
import { ReadingPane } from '../reading/reading-pane.tsx'
import { useTitle } from '../use-title.ts'
import { useWords } from '../words/words.tsx'
import { MailFrame, type Overlay } from './mail-frame.tsx'
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
  const answer = (how: AnswerKind): void => {
    const about = reading.answerable()
    if (about !== null && mayWrite(box)) openComposer({ kind: 'answer', box: box.id, how, place: about })
  }
  const openDraft = useOpenDraft(box)
  /** A draft is gone on with, anything else is read. */
  const open = (row: ConversationRow): void => {
    if (folder?.role === 'drafts' && mayWrite(box)) openDraft(row)
    else reading.open(row)
  }
  const onKey = useCommands({
    ...{ box, place, folders: folders ?? [], reading, open, answer },
    onHelp: () => onOverlay('help'),
    onWrite: () => mayWrite(box) && openComposer({ kind: 'new', box: box.id }),
  })
  return (
    <MailFrame
      {...{ box, boxes, folders, onOverlay }}
      error={asked.error}
      onRetry={() => void asked.refetch()}
      folder={place.folder}
      reading={place.uid !== null}
      onMessages={() => {
        setSearching(false)
        navigate(folderAddress(box.address, place.folder))
      }}
      onSearch={() => {
        setSearching(true)
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-search]')?.focus())
      }}
    >
      {(openFolders) => (
        <>
          <ConversationList
            {...{ box, folder, title, place, conversations, selection, listed, current, searching }}
            folders={folders ?? []}
            onFolders={openFolders}
            onCurrent={reading.setCurrent}
            onOpen={open}
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
              onAnswer={mayWrite(box) ? answer : null}
              onKey={onKey}
            />
          )}
        </>
      )}
    </MailFrame>
  )
}
