// All boxes as one: the merged list of their inboxes, or what a search finds in any of them. What is open is read, filed and
// answered in the box it lies in, whose cachet stands on its row and over the message.

import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import type { BoxView, ConversationRow } from '../boxes.ts'
import { type AnswerKind, mayWrite } from '../compose/draft.ts'
import { openComposer } from '../compose/windows.ts'
import { BoxLabels, EveryBoxLabels } from '../labels/labels.tsx'
import { ConversationList } from '../list/conversation-list.tsx'
import { MarksProvider } from '../list/marks.tsx'
import { addressOf, everyBox, folderAddress, type Place } from '../place.ts'
import { useAnswer } from '../queries.ts'
import { ReadingPane } from '../reading/reading-pane.tsx'
import { useTitle } from '../use-title.ts'
import { useWords } from '../words/words.tsx'
import { BoxesSide } from './boxes-side.tsx'
import { FrameAround, focusSearch } from './frame-around.tsx'
import type { Overlay } from './overlay.ts'
import { useCommands } from './use-commands.ts'
import { useReading } from './use-reading.ts'
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
  const unread = boxes.reduce((sum, each) => sum + (each.unread ?? 0), 0)
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
  const from = box !== null && mayAnswer ? box : (boxes.find(mayWrite) ?? null)
  const write = from === null ? null : () => openComposer({ kind: 'new', box: from.id })
  const onKey = useCommands({
    ...{ boxes, box, place, folders, reading, open, answer },
    onHelp: () => onOverlay('help'),
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
      reading={place.uid !== null}
      hasPane
      onMessages={() => {
        setSearching(false)
        navigate(addressOf(everyBox))
      }}
      onSearch={() => focusSearch(setSearching)}
    >
      {(openDrawer) => (
        <MarksProvider q={place.q}>
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
        </MarksProvider>
      )}
    </FrameAround>
  )
}
