// What stands around the views of one box: its folders, and what of it could not leave.

import { type ReactNode, useMemo, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { folderAddress, inbox, outbox } from '../../place/place.ts'
import type { BoxView, FolderView } from '../boxes.ts'
import { mayWrite } from '../compose/draft/draft.ts'
import { useSignature } from '../compose/editor/signature.ts'
import { openComposer } from '../compose/windows.ts'
import { useQueued } from '../outbox/queued.ts'
import { RefusedBanner } from '../outbox/refused-banner.tsx'
import { useOutbox } from '../outbox/use-outbox.ts'
import { VacationBanner } from '../rules/vacation-banner.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { Folders } from './folders.tsx'
import { FrameAround } from './frame-around.tsx'
import type { Overlay } from './overlay.ts'

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
  const rows = useOutbox(box)
  const { person } = useSession()
  const queued = useQueued(person.id).filter(({ copy }) => copy.box === box.id)
  // At hand before somebody writes: the first letters that are typed find the window open.
  useSignature(box)
  const retrying = useRef(onRetry)
  retrying.current = onRetry
  const [retry] = useState(() => () => retrying.current())
  const write = useMemo(
    () => (mayWrite(box) ? () => openComposer({ kind: 'new', box: box.id }) : null),
    [box],
  )
  const folderList = {
    box,
    folders,
    current: folder ?? '',
    error,
    onRetry: retry,
    waiting: (rows?.length ?? 0) + queued.length,
  }
  return (
    <FrameAround
      {...{ boxes, reading, onOverlay, onMessages, onSearch }}
      current={box.id}
      sideName={words.frame.foldersOf(box.address)}
      side={(onFollow) => (
        <Folders {...folderList} onWrite={onFollow === undefined ? write : null} onFollow={onFollow} />
      )}
      notes={
        <>
          <RefusedBanner {...{ box, boxes }} othersAlone={folder === outbox} />
          {/* After what everybody waits for. */}
          {folders !== null && <VacationBanner key={box.id} box={box} />}
        </>
      }
      unread={box.unread ?? 0}
      onWrite={write}
      hasPane={folder !== outbox}
    >
      {props.children}
    </FrameAround>
  )
}

/** Back to the inbox, from whatever is no folder. */
export const toInbox = (box: BoxView) => (): void => navigate(folderAddress(box.address, inbox))
