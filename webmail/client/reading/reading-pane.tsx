// The conversation that is open: what can be done with it, its messages, and the way to the next.

import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { Skeleton } from '#ui/page/states.tsx'
import type { Key } from '../actions/shortcuts.ts'
import type { BoxView, ConversationView } from '../boxes.ts'
import type { AnswerKind } from '../compose/draft.ts'
import { Failure } from '../failure.tsx'
import { LabelChip, labelsOf, useLabels } from '../labels/labels.tsx'
import { subjectOf } from '../list/row-words.ts'
import { useAnswer } from '../queries.ts'
import { useOneColumn } from '../use-one-column.ts'
import { useWords } from '../words/words.tsx'
import { AnswerBar } from './answer-bar.tsx'
import { foldingOf } from './folding.ts'
import { FoldedMessage, Message } from './message.tsx'
import { ReadingTools, type ReadingToolsProps } from './reading-tools.tsx'
import './reading.css'

export interface ReadingPaneProps extends Omit<ReadingToolsProps, 'labels'> {
  readonly box: BoxView
  readonly folder: string
  readonly uid: number
  /** Known from the list before the conversation is there. */
  readonly subject: string | null
  /** Opened by a person just now, not by the address of the page. */
  readonly takesFocus: boolean
  readonly onRead: (view: ConversationView) => void
  /** Null where one may not write. */
  readonly onAnswer: ((how: AnswerKind) => void) | null
  readonly onKey: (key: Key) => void
}

export function ReadingPane(props: ReadingPaneProps) {
  const { box, folder, uid, subject, takesFocus, onRead, onAnswer, onKey } = props
  const words = useWords()
  const asked = useAnswer('GET /boxes/{box}/conversation', {
    params: { box: box.id },
    query: { folder, uid },
  })
  const view = asked.data ?? null
  const read = useRef(onRead)
  read.current = onRead
  useEffect(() => {
    if (view !== null) read.current(view)
  }, [view])
  return (
    <section className="pane" id="message" tabIndex={-1} aria-label={words.reading.pane}>
      <ReadingTools {...props} labels={view?.labels ?? []} />
      <div className="conversation">
        <div className="conversation-inside">
          <ConversationHead
            subject={view?.subject ?? subject}
            view={view}
            opened={takesFocus ? `${box.id} ${folder} ${uid}` : null}
          />
          {view === null && asked.error !== null && (
            <Failure error={asked.error} onRetry={() => void asked.refetch()} />
          )}
          {view === null && asked.error === null && (
            <Skeleton rows={5} onRetry={() => void asked.refetch()} />
          )}
          {view !== null && <Messages key={`${folder} ${uid}`} box={box} view={view} onKey={onKey} />}
        </div>
      </div>
      {view?.messages.some(({ draft }) => !draft) === true && onAnswer !== null && (
        <AnswerBar onAnswer={onAnswer} />
      )}
    </section>
  )
}

interface ConversationHeadProps {
  readonly subject: string | null
  readonly view: ConversationView | null
  /** Takes the focus whenever this names another one; null: never. */
  readonly opened: string | null
}

function ConversationHead({ subject, view, opened }: ConversationHeadProps) {
  const words = useWords()
  const format = useFormat()
  const heading = useRef<HTMLHeadingElement>(null)
  // Where the list with its title is not there.
  const Heading = useOneColumn() ? 'h1' : 'h2'
  useEffect(() => {
    if (opened !== null) heading.current?.focus({ preventScroll: true })
  }, [opened])
  const first = view?.messages[0]
  const labels = labelsOf(view?.labels ?? [], useLabels())
  return (
    <header className="conversation-head">
      <Heading ref={heading} tabIndex={-1}>
        {subject === null ? words.reading.pane : subjectOf(subject, words)}
      </Heading>
      {view !== null && first !== undefined && (
        <p>
          {labels.map((label) => (
            <LabelChip key={label.id} label={label} />
          ))}
          {words.reading.since(view.messages.length, format.date(first.at))}
        </p>
      )}
    </header>
  )
}

interface MessagesProps {
  readonly box: BoxView
  readonly view: ConversationView
  readonly onKey: (key: Key) => void
}

function Messages({ box, view: { messages }, onKey }: MessagesProps) {
  const words = useWords()
  const [folding] = useState(() => foldingOf(messages))
  const [olderShown, showOlder] = useState(false)
  // What a person folded or opened; what came since is open.
  const [turned, setTurned] = useState<ReadonlyMap<number, boolean>>(new Map())
  const begun = useRef(messages.length)
  const turn = (index: number, open: boolean): void => setTurned(new Map(turned).set(index, open))
  const hidden = olderShown ? 0 : folding.older
  return (
    <>
      {hidden > 0 && (
        <button type="button" className="older" onClick={() => showOlder(true)}>
          <span>
            <ChevronDown aria-hidden className="small" /> {words.reading.older(hidden)}
          </span>
        </button>
      )}
      {messages.map((message, index) => {
        if (index < hidden) return null
        const key = `${message.place.folder} ${message.place.uid}`
        const open = turned.get(index) ?? (folding.open.has(index) || index >= begun.current)
        return open ? (
          <Message
            key={key}
            box={box}
            message={message}
            onFold={messages.length > 1 ? () => turn(index, false) : null}
            onKey={onKey}
          />
        ) : (
          <FoldedMessage key={key} box={box} message={message} onOpen={() => turn(index, true)} />
        )
      })}
    </>
  )
}
