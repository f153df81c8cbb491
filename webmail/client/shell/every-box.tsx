// All boxes as one: the merged list of their inboxes, or what a search finds in any of them. What is open is read, filed and
// answered in the box it lies in, whose cachet stands on its row and over the message.

import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { addressOf, everyBox, folderAddress, type Place } from '../../place/place.ts'
import { type BoxView, type ConversationRow, unreadOf } from '../boxes.ts'
import { type AnswerKind, mayWrite } from '../compose/draft/draft.ts'
import { openComposer } from '../compose/windows.ts'
import { BoxLabels, EveryBoxLabels } from '../labels/labels.tsx'
import { ConversationList } from '../list/conversation-list.tsx'
import { HighlightProvider } from '../list/highlight.tsx'
import { RefusedBanner } from '../outbox/refused-banner.tsx'
import { useAnswer } from '../queries.ts'
import { ReadingPane } from '../reading/reading-pane.tsx'
import { useTitle } from '../use-title.ts'
import { useWords } from '../words/words.tsx'
import { BoxesSide } from './boxes-side.tsx'
import { FrameAround, focusSearch } from './frame-around.tsx'
import type { Overlay } from './overlay.ts'
import { useCommands } from './use-commands.ts'
import { useReading } from './use-reading.ts'
import { WriteFrom } from './write-from.tsx'
import '../settings/chosen-layout.css'

export interface EveryBoxProps {
  readonly boxes: readonly BoxView[]
  /** Of what is open. */
  readonly box: BoxView | null
  readonly place: Place
  readonly onOverlay: (overlay: Overlay) => void
}

export function EveryBox(props: EveryBoxProps) {
  return (
    <EveryBoxLabels boxes={props.boxes}>
      <Merged {...props} />
    </EveryBoxLabels>
  )
}

function Merged({ boxes, box, place, onOverlay }: EveryBoxProps) {
  const { search, frame, reading: readingWords } = useWords()
  const [searching, setSearching] = useState(false)
  const unread = unreadOf(boxes)
  useTitle(frame.title(unread, search.every, frame.product))
  const asked = useAnswer(
    'GET /boxes/{box}/folders',
    { params: { box: box?.id ?? '' } },
    { enabled: box !== null },
  )
  const folders = box === null ? [] : (asked.data?.rows ?? [])
  const reading = useReading({ boxes, box, place, folders })
  const mayAnswer = box !== null && mayWrite(box)
  const answer = (how: AnswerKind): void => {
    const about = reading.answerable()
    if (about !== null && box !== null && mayAnswer)
      openComposer({ kind: 'answer', box: box.id, how, place: about })
  }
  const open = (row: ConversationRow): void => {
    const of = reading.boxOf(row)
    // It may wait to leave, which its own box knows: there it is gone on with.
    if (row.draft && of !== null && mayWrite(of)) navigate(folderAddress(of.address, row.folder))
    else reading.open(row)
  }
  const writable = boxes.filter(mayWrite)
  const [only = null, ...more] = box !== null && mayAnswer ? [box] : writable
  const [asksFrom, askFrom] = useState(false)
  const write =
    only === null
      ? null
      : () => (more.length > 0 ? askFrom(true) : openComposer({ kind: 'new', box: only.id }))
  const onKey = useCommands({
    ...{ boxes, box, place, folders, reading, open, answer },
    onHelp: () => onOverlay('help'),
    onGoTo: () => onOverlay('go-to'),
    onWrite: () => write?.(),
  })
  return (
    <FrameAround
      {...{ boxes, unread, onOverlay }}
      current="every"
      sideName={search.boxesOf}
      side={(onFollow) => (
        <BoxesSide
          boxes={boxes}
          unread={unread}
          onWrite={onFollow === undefined ? write : null}
          onFollow={onFollow}
        />
      )}
      onWrite={write}
      notes={
        <>
          <RefusedBanner box={null} boxes={boxes} othersAlone={false} />
          <WriteFrom boxes={writable} isOpen={asksFrom} onClose={() => askFrom(false)} />
        </>
      }
      reading={place.uid !== null}
      hasPane
      onMessages={() => {
        setSearching(false)
        navigate(addressOf(everyBox))
      }}
      onSearch={() => focusSearch(setSearching)}
    >
      {(openDrawer) => (
        <HighlightProvider q={place.q}>
          <ConversationList
            {...{ boxes, folders, place, reading, searching }}
            box={null}
            folder={null}
            title={search.every}
            onFolders={openDrawer}
            onOpen={open}
          />
          {place.uid === null || box === null ? (
            <section className="pane pane-empty" id="message" tabIndex={-1} aria-label={readingWords.pane}>
              <p>{readingWords.none}</p>
            </section>
          ) : (
            <BoxLabels box={box.id}>
              <ReadingPane
                {...{ box, folders, onKey }}
                folder={place.folder}
                uid={place.uid}
                subject={reading.row?.subject ?? null}
                flagged={reading.row?.flagged ?? false}
                takesFocus={reading.moved}
                position={reading.at === -1 ? null : { at: reading.at, of: reading.conversations.total }}
                onAct={reading.act}
                onNext={reading.neighbour(1)}
                onPrevious={reading.neighbour(-1)}
                onClose={reading.close}
                onRead={reading.markRead}
                onAnswer={mayAnswer ? answer : null}
              />
            </BoxLabels>
          )}
        </HighlightProvider>
      )}
    </FrameAround>
  )
}
