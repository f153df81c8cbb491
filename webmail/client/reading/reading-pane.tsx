// The conversation that is open: what can be done with it, its messages, and the way to the next.

import { ChevronDown } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { Skeleton } from '#ui/page/states.tsx'
import { drafts } from '../../place/place.ts'
import type { Key } from '../actions/shortcuts.ts'
import type { BoxView, ConversationView, MessageView, RowPlace } from '../boxes.ts'
import { type AnswerKind, mayWrite } from '../compose/draft/draft.ts'
import { Failure } from '../failure.tsx'
import { LabelChip, labelsOf, useLabels } from '../labels/labels.tsx'
import { subjectOf } from '../list/row-words.ts'
import { useOpenDraft } from '../outbox/use-open-draft.ts'
import { useAnswer } from '../queries.ts'
import { useSettings, useSettingsSettled } from '../settings/use-settings.ts'
import { useOneColumn } from '../use-one-column.ts'
import { laterPart } from '../words/later-part.tsx'
import { useWords } from '../words/words.tsx'
import { AnswerBar } from './answer-bar.tsx'
import { foldingOf, isNotice } from './folding.ts'
import { FoldedMessage, Message } from './message.tsx'
import { OlderMessages } from './older-messages.tsx'
import { OtherWriters } from './other-writers.tsx'
import { ReadingTools, type ReadingToolsProps } from './reading-tools.tsx'
import './reading.css'
import './tools.css'
import './message.css'
import './files.css'

const RuleFromMessage = laterPart(
  async () => (await import('../rules/rule-from-message.tsx')).RuleFromMessage,
)

export interface ReadingPaneProps extends Omit<ReadingToolsProps, 'labels' | 'view' | 'onRule'> {
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
  const { conversations } = useSettings()
  // A conversation may turn out to be one message: nothing else of it was read.
  const isSettled = useSettingsSettled()
  const asked = useAnswer('GET /boxes/{box}/conversation', {
    params: { box: box.id },
    query: { folder, uid, ...(conversations ? {} : { single: '1' as const }) },
  })
  const view = asked.data ?? null
  const about = view?.messages.findLast(({ draft, me }) => !draft && !me)?.place ?? null
  const [ruleAbout, setRuleAbout] = useState<typeof about>(null)
  const read = useRef(onRead)
  read.current = onRead
  useEffect(() => {
    if (view !== null && isSettled) read.current(view)
  }, [view, isSettled])
  return (
    <section className="pane" id="message" tabIndex={-1} aria-label={words.reading.pane}>
      <ReadingTools
        {...props}
        view={view}
        labels={view?.labels ?? []}
        onRule={about === null ? null : () => setRuleAbout(about)}
      />
      {ruleAbout !== null && (
        <Suspense fallback={null}>
          <RuleFromMessage
            box={box}
            folders={props.folders}
            place={ruleAbout}
            onClose={() => setRuleAbout(null)}
          />
        </Suspense>
      )}
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
          {view !== null && (
            <Messages key={`${folder} ${uid}`} box={box} place={{ folder, uid }} view={view} onKey={onKey} />
          )}
        </div>
      </div>
      {onAnswer !== null && (
        <div className="pane-note">
          <OtherWriters box={box} place={{ folder, uid }} />
        </div>
      )}
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
          {view.older > 0
            ? words.reading.counted(format.number(view.messages.length + view.older))
            : words.reading.since(view.messages.length, format.date(first.at))}
        </p>
      )}
    </header>
  )
}

interface MessagesProps {
  readonly box: BoxView
  readonly place: Pick<RowPlace, 'folder' | 'uid'>
  readonly view: ConversationView
  readonly onKey: (key: Key) => void
}

const keyOf = ({ place }: MessageView): string => `${place.folder} ${place.uid}`

function Messages({ box, place, view, onKey }: MessagesProps) {
  const { messages } = view
  const words = useWords()
  const goOn = useOpenDraft(box)
  // By what they are, not by where they stand: of a long conversation the oldest one goes when another comes.
  const [begun] = useState(() => {
    const keys = messages.map(keyOf)
    const { open, older } = foldingOf(messages, keys.indexOf(`${place.folder} ${place.uid}`))
    return { known: new Set(keys), open: new Set(keys.filter((_, at) => open.has(at))), first: keys[older] }
  })
  const [olderShown, showOlder] = useState(false)
  // What a person folded or opened; what came since is open.
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map())
  const turn = (key: string, open: boolean): void => setTurned(new Map(turned).set(key, open))
  const first = messages.findIndex((message) => keyOf(message) === begun.first)
  const hidden = olderShown ? 0 : Math.max(0, first)
  return (
    <>
      {hidden > 0 && (
        <button type="button" className="older" onClick={() => showOlder(true)}>
          <span>
            <ChevronDown aria-hidden className="small" /> {words.reading.older(hidden + view.older)}
          </span>
        </button>
      )}
      {hidden === 0 && view.older > 0 && <OlderMessages box={box} place={place} view={view} onKey={onKey} />}
      {messages.map((message, index) => {
        if (index < hidden) return null
        const key = keyOf(message)
        const writes = message.draft && message.place.folder === drafts && mayWrite(box)
        const isNew = !begun.known.has(key) && !isNotice(message) && !message.draft
        const open = turned.get(key) ?? (begun.open.has(key) || isNew)
        return open ? (
          <Message
            key={key}
            box={box}
            message={message}
            onFold={messages.length > 1 ? () => turn(key, false) : null}
            onKey={onKey}
          />
        ) : (
          <FoldedMessage
            key={key}
            box={box}
            message={message}
            opensHere={!writes}
            onOpen={() => (writes ? goOn(message.place) : turn(key, true))}
          />
        )
      })}
    </>
  )
}
