// The list of a folder: its head, what is ticked, and its rows or why there are none.

import { type ReactNode, useRef, useState } from 'react'
import { passing } from '#ui/api/query-client.ts'
import { Button } from '#ui/control/button.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import type { FileConversations } from '../actions/use-file.ts'
import { type ConversationRow, type FolderView, type MessageAction, mayFile } from '../boxes.ts'
import { Failure, problemWords } from '../failure.tsx'
import { addressOf } from '../place.ts'
import { useWords } from '../words/words.tsx'
import type { Conversations, Listed } from './conversations.ts'
import { ListEmpty, ListHead, type ListHeadProps } from './list-head.tsx'
import type { RowEvents } from './row.tsx'
import { RowSkeleton, Rows } from './rows.tsx'
import { SelectionBar } from './selection-bar.tsx'
import type { Selection } from './use-selection.ts'
import './list.css'
import '#ui/page/page.css'

export interface ConversationListProps extends Omit<ListHeadProps, 'total' | 'ticking'> {
  readonly conversations: Conversations
  readonly selection: Selection
  readonly listed: Listed
  readonly folders: readonly FolderView[]
  readonly current: number
  readonly onCurrent: (index: number) => void
  readonly onOpen: (row: ConversationRow) => void
  /** Whatever leads away from the open conversation is for the whole webmail to see. */
  readonly onFile: FileConversations
}

export function ConversationList(props: ConversationListProps) {
  const { conversations, selection, listed, folders, place, box, title } = props
  const act = (action: MessageAction): void => {
    const rows = [...selection.rows.values()]
    selection.clear()
    void props.onFile(action, rows)
  }
  return (
    <section className="list" id="list" tabIndex={-1} aria-label={title}>
      <ListHead
        {...props}
        total={conversations.state === 'shown' ? conversations.total : null}
        ticking={
          selection.rows.size > 0 && mayFile(box) ? (
            <SelectionBar
              selection={selection}
              listed={listed}
              total={conversations.total}
              folders={folders}
              onAct={act}
            />
          ) : undefined
        }
      />
      <ListBody {...props} place={place} />
    </section>
  )
}

function ListBody(props: ConversationListProps): ReactNode {
  const { conversations, selection, place, box, current } = props
  const words = useWords()
  const on = useRowEvents(props)
  if (conversations.state === 'failed')
    return (
      <div className="list-failed">
        <Failure error={conversations.error} onRetry={conversations.retry} />
      </div>
    )
  if (conversations.state === 'loading') return <ListSkeleton onRetry={conversations.retry} />
  if (conversations.total === 0) return <ListEmpty box={box} folder={props.folder} place={place} />
  const rows = (
    <Rows
      key={`${box.id} ${place.folder} ${place.filter} ${place.q}`}
      conversations={conversations}
      selection={selection}
      open={place.uid}
      current={Math.max(0, Math.min(current, conversations.total - 1))}
      hrefOf={(row) => addressOf({ ...place, uid: row.uid })}
      mayFile={mayFile(box)}
      on={on}
    />
  )
  // What passes by itself is said over the whole page, and asked again.
  if (conversations.error === null || passing(conversations.error)) return rows
  return (
    <>
      <Banner kind="warn" action={<Button onPress={conversations.retry}>{words.ui.retry}</Button>}>
        {problemWords(conversations.error, words).title}
      </Banner>
      {rows}
    </>
  )
}

/** The same functions as long as the list is there, with what is true when they are called. */
function useRowEvents(props: ConversationListProps): RowEvents {
  const now = useRef(props)
  now.current = props
  const [events] = useState<RowEvents>(() => ({
    open: (index) => {
      const row = now.current.conversations.rowAt(index)
      if (row === undefined) return
      now.current.onCurrent(index)
      now.current.onOpen(row)
    },
    tick: (index, through) => now.current.selection.toggle(index, through),
    act: (kind, index) => {
      const row = now.current.conversations.rowAt(index)
      if (row !== undefined) void now.current.onFile({ kind }, [row])
    },
    focus: (index) => now.current.onCurrent(index),
  }))
  return events
}

function ListSkeleton({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <Skeleton rows={0} onRetry={onRetry}>
      {Array.from({ length: 9 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all alike.
        <RowSkeleton key={index} index={index} />
      ))}
    </Skeleton>
  )
}
