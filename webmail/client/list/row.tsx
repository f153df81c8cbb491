// One conversation in the list. Its name is heard as a whole; what can be done with it stands in its second cell.

// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn where they stand are no table.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus, and leads to what stands in its cells.

import { Archive, Check, Clock, Mail, MailOpen, Paperclip, Star, Trash2 } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import type { BoxView, ConversationRow } from '../boxes.ts'
import { LabelChip, type LabelView, labelsOf, useLabels } from '../labels/labels.tsx'
import { maySnooze } from '../snooze/may-snooze.ts'
import { returnMoment } from '../snooze/return-moment.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { Highlighted } from './highlight.tsx'
import { peopleOf, rowName, subjectOf, whenOf } from './row-words.ts'

export type RowAction = 'archive' | 'delete' | 'read' | 'unread' | 'flag' | 'unflag'

export interface RowProps {
  readonly row: ConversationRow
  readonly index: number
  /** Pixels from the upper edge of the list. */
  readonly top: number
  readonly href: string
  readonly open: boolean
  readonly ticked: boolean
  /** The one that Tab leads to. */
  readonly current: boolean
  /** Whether there are buttons for what can be done with it. */
  readonly acts: boolean
  readonly mayDrag: boolean
  /** Said where the list is of several boxes, or of several folders. */
  readonly box: BoxView | null
  readonly note: string | null
  /** Today, as a moment of the day: rows are drawn anew when it changes. */
  readonly day: string
  readonly on: RowEvents
}

/** The same functions for all rows, so that a row is drawn anew only when it changed. */
export interface RowEvents {
  readonly open: (index: number) => void
  readonly tick: (index: number, through: boolean) => void
  readonly act: (kind: RowAction, index: number) => void
  /** `from`: the button that asks until when. */
  readonly snooze: (index: number, from: HTMLElement) => void
  readonly focus: (index: number) => void
  /** Dragged out of the list, with whatever else is ticked. */
  readonly drag: (index: number, transfer: DataTransfer) => void
  readonly dragEnd: () => void
}

export const Row = memo(function Row(props: RowProps) {
  const { row, index, top, href, open, ticked, current, acts, mayDrag, box, note, on } = props
  const words = useWords()
  const now = new Date()
  const labels = labelsOf(row.labels, useLabels())
  const lies = { box: box?.address ?? null, note }
  const name = rowName({ ...row, labels: labels.map((label) => label.name) }, now, words, lies)
  const press = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return
    event.preventDefault()
    if (event.shiftKey) on.tick(index, true)
    else on.open(index)
  }
  return (
    <div
      role="row"
      className={`row${row.unread > 0 ? ' row-unread' : ''}${box === null ? '' : ' row-of-box'}`}
      aria-label={name}
      aria-rowindex={index + 1}
      aria-selected={ticked}
      {...(open ? { 'aria-current': 'true' } : {})}
      tabIndex={current ? 0 : -1}
      style={{ insetBlockStart: top }}
      data-index={index}
      draggable={mayDrag}
      onDragStart={(event) => on.drag(index, event.dataTransfer)}
      onDragEnd={on.dragEnd}
      onFocus={(event) => event.target === event.currentTarget && on.focus(index)}
    >
      <div role="gridcell" className="row-tick">
        {row.unread > 0 && <span className="row-dot" />}
        <button
          type="button"
          tabIndex={-1}
          className="row-box"
          aria-pressed={ticked}
          aria-label={words.list.select(name)}
          onClick={(event) => on.tick(index, event.shiftKey)}
        >
          <span>{ticked && <Check aria-hidden />}</span>
        </button>
      </div>
      <div role="gridcell" className="row-cell">
        {box !== null && (
          <span className="row-cachet" title={box.address}>
            <Cachet name={box.commune} size={28} />
          </span>
        )}
        <a className="row-link" href={href} tabIndex={-1} draggable={false} onClick={press}>
          <RowText row={row} labels={labels} note={note} now={now} words={words} />
        </a>
      </div>
      {acts && (
        <RowActs
          index={index}
          unread={row.unread > 0}
          flagged={row.flagged}
          snoozes={maySnooze(row.folder)}
          on={on}
        />
      )}
    </div>
  )
})

interface RowActsProps extends Pick<RowProps, 'index' | 'on'> {
  readonly unread: boolean
  readonly flagged: boolean
  readonly snoozes: boolean
}

/** The same for most rows, whatever they say. */
const RowActs = memo(function RowActs({ index, unread, flagged, snoozes, on }: RowActsProps) {
  const { list, snooze } = useWords()
  const { actions } = list
  return (
    <div role="gridcell" className="row-acts">
      <Act label={actions.archive} onPress={() => on.act('archive', index)}>
        <Archive aria-hidden />
      </Act>
      <Act label={actions.delete} onPress={() => on.act('delete', index)}>
        <Trash2 aria-hidden />
      </Act>
      {unread ? (
        <Act label={actions.read} onPress={() => on.act('read', index)}>
          <MailOpen aria-hidden />
        </Act>
      ) : (
        <Act label={actions.unread} onPress={() => on.act('unread', index)}>
          <Mail aria-hidden />
        </Act>
      )}
      {snoozes && (
        <Act label={snooze.action} opens onPress={(from) => on.snooze(index, from)}>
          <Clock aria-hidden />
        </Act>
      )}
      <Act
        label={flagged ? actions.unflag : actions.flag}
        onPress={() => on.act(flagged ? 'unflag' : 'flag', index)}
      >
        <Star aria-hidden />
      </Act>
    </div>
  )
})

interface ActProps {
  readonly label: string
  readonly onPress: (from: HTMLElement) => void
  /** A menu. */
  readonly opens?: boolean
  readonly children: React.ReactNode
}

function Act({ label, onPress, opens = false, children }: ActProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="row-act"
      aria-label={label}
      title={label}
      {...(opens ? { 'aria-haspopup': 'menu' } : {})}
      onClick={({ currentTarget }) => onPress(currentTarget)}
    >
      {children}
    </button>
  )
}

function RowText({
  row,
  labels,
  note,
  now,
  words,
}: {
  readonly row: ConversationRow
  readonly labels: readonly LabelView[]
  readonly note: string | null
  readonly now: Date
  readonly words: Words
}) {
  return (
    <>
      <span className="row-line">
        <span className="row-from cut">
          <Highlighted text={peopleOf(row, words)} of="people" />
        </span>
        {row.count > 1 && <span className="row-count">{row.count}</span>}
        <span className="row-meta">
          {row.flagged && <Star aria-hidden className="small row-star" />}
          {row.attachments && <Paperclip aria-hidden className="small" />}
          <When row={row} now={now} words={words} />
        </span>
      </span>
      <span className="row-line row-second">
        <span className="row-subject">
          <b>
            {row.draft && <span className="row-draft">{words.list.draft} </span>}
            <Highlighted text={subjectOf(row.subject, words)} of="subject" />
          </b>
          <span className="row-excerpt">
            <Highlighted text={row.excerpt} of="text" />
          </span>
        </span>
        {note !== null && <span className="row-folder cut">{note}</span>}
        {labels.slice(0, 1).map((label) => (
          <LabelChip key={label.id} label={label} />
        ))}
        {labels.length > 1 && <span className="row-count">+{labels.length - 1}</span>}
      </span>
    </>
  )
}

/** When it came; of what was put off, when it returns. */
function When({
  row,
  now,
  words,
}: {
  readonly row: ConversationRow
  readonly now: Date
  readonly words: Words
}) {
  if (row.returnsAt === undefined) return <time dateTime={row.at}>{whenOf(row.at, now, words)}</time>
  return (
    <>
      <Clock aria-hidden className="small row-returns" />
      <time className="row-returns" dateTime={row.returnsAt}>
        {returnMoment(row.returnsAt, now, words)}
      </time>
    </>
  )
}
