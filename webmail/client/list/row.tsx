// One conversation in the list. Its name is heard as a whole; what can be done with it stands in its second cell.

// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn where they stand are no table.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus, and leads to what stands in its cells.

import { Archive, Check, Mail, MailOpen, Paperclip, Star, Trash2 } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import type { ConversationRow } from '../boxes.ts'
import { LabelChip, type LabelView, labelsOf, useLabels } from '../labels/labels.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { peopleOf, rowName, subjectOf, whenOf } from './row-words.ts'

export type RowAction = 'archive' | 'delete' | 'read' | 'unread' | 'flag' | 'unflag'

export interface RowProps {
  readonly row: ConversationRow
  readonly index: number
  readonly href: string
  readonly open: boolean
  readonly ticked: boolean
  /** The one that Tab leads to. */
  readonly current: boolean
  readonly mayFile: boolean
  /** Today, as a moment of the day: rows are drawn anew when it changes. */
  readonly day: string
  readonly on: RowEvents
}

/** The same functions for all rows, so that a row is drawn anew only when it changed. */
export interface RowEvents {
  readonly open: (index: number) => void
  readonly tick: (index: number, through: boolean) => void
  readonly act: (kind: RowAction, index: number) => void
  readonly focus: (index: number) => void
}

export const Row = memo(function Row(props: RowProps) {
  const { row, index, href, open, ticked, current, mayFile, on } = props
  const words = useWords()
  const now = new Date()
  const labels = labelsOf(row.labels, useLabels())
  const name = rowName({ ...row, labels: labels.map((label) => label.name) }, now, words)
  const press = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return
    event.preventDefault()
    if (event.shiftKey) on.tick(index, true)
    else on.open(index)
  }
  return (
    <div
      role="row"
      className={`row${row.unread > 0 ? ' row-unread' : ''}`}
      aria-label={name}
      aria-rowindex={index + 1}
      aria-selected={ticked}
      {...(open ? { 'aria-current': 'true' } : {})}
      tabIndex={current ? 0 : -1}
      data-index={index}
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
        <a className="row-link" href={href} tabIndex={-1} onClick={press}>
          <RowText row={row} labels={labels} now={now} words={words} />
        </a>
      </div>
      {mayFile && (
        <div role="gridcell" className="row-acts">
          <Act label={words.list.actions.archive} onPress={() => on.act('archive', index)}>
            <Archive aria-hidden />
          </Act>
          <Act label={words.list.actions.delete} onPress={() => on.act('delete', index)}>
            <Trash2 aria-hidden />
          </Act>
          {row.unread > 0 ? (
            <Act label={words.list.actions.read} onPress={() => on.act('read', index)}>
              <MailOpen aria-hidden />
            </Act>
          ) : (
            <Act label={words.list.actions.unread} onPress={() => on.act('unread', index)}>
              <Mail aria-hidden />
            </Act>
          )}
          <Act
            label={row.flagged ? words.list.actions.unflag : words.list.actions.flag}
            onPress={() => on.act(row.flagged ? 'unflag' : 'flag', index)}
          >
            <Star aria-hidden />
          </Act>
        </div>
      )}
    </div>
  )
})

interface ActProps {
  readonly label: string
  readonly onPress: () => void
  readonly children: React.ReactNode
}

function Act({ label, onPress, children }: ActProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="row-act"
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

function RowText({
  row,
  labels,
  now,
  words,
}: {
  readonly row: ConversationRow
  readonly labels: readonly LabelView[]
  readonly now: Date
  readonly words: Words
}) {
  return (
    <>
      <span className="row-line">
        <span className="row-from cut">{peopleOf(row, words)}</span>
        {row.count > 1 && <span className="row-count">{row.count}</span>}
        <span className="row-meta">
          {row.flagged && <Star aria-hidden className="small row-star" />}
          {row.attachments && <Paperclip aria-hidden className="small" />}
          <time dateTime={row.at}>{whenOf(row.at, now, words)}</time>
        </span>
      </span>
      <span className="row-line row-second">
        <span className="row-subject">
          <b>
            {row.draft && <span className="row-draft">{words.list.draft} </span>}
            {subjectOf(row.subject, words)}
          </b>
          <span className="row-excerpt">{row.excerpt}</span>
        </span>
        {labels.slice(0, 1).map((label) => (
          <LabelChip key={label.id} label={label} />
        ))}
        {labels.length > 1 && <span className="row-count">+{labels.length - 1}</span>}
      </span>
    </>
  )
}
