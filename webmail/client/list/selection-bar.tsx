// Over the list while some of it is ticked: how many, what can be done with them, and the way to take the whole folder.

import { Archive, Mail, MailOpen, OctagonAlert, Trash2, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, IconButton } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { mostAtOnce } from '../../contract/action-limits.ts'
import type { Listed } from '../../place/page-input.ts'
import { snoozed } from '../../place/place.ts'
import { MoveMenu } from '../actions/move-menu.tsx'
import type { ConversationRow, FolderView, MessageAction } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { LabelMenu } from '../labels/label-menu.tsx'
import { BoxLabels } from '../labels/labels.tsx'
import { useAnswer } from '../queries.ts'
import { maySnooze } from '../snooze/may-snooze.ts'
import { SnoozeMenu } from '../snooze/snooze-menu.tsx'
import { useWords } from '../words/words.tsx'
import { everyRow } from './read-rows.ts'
import type { Selection } from './use-selection.ts'

export interface SelectionBarProps {
  readonly selection: Selection
  readonly listed: Listed
  readonly total: number
  readonly folders: readonly FolderView[]
  readonly onAct: (action: MessageAction) => void
}

export function SelectionBar({ selection, listed, total, folders, onAct }: SelectionBarProps) {
  const words = useWords()
  const { actions } = words.list
  const rows = [...selection.rows.values()]
  const unread = rows.some((row) => row.unread > 0)
  const [from] = rows
  // Folders and labels are of one box.
  const ofOneBox = rows.every(({ box }) => box === from?.box)
  const ofOneFolder = ofOneBox && rows.every(({ folder }) => folder === from?.folder)
  const junk = ofOneFolder && folders.find(({ path }) => path === from?.folder)?.role === 'junk'
  return (
    <>
      <div className="selection-bar" role="toolbar" aria-label={words.list.actionsOnSelection}>
        <IconButton label={words.list.unselect} onPress={selection.clear}>
          <X aria-hidden />
        </IconButton>
        <b role="status">{words.list.selected(rows.length)}</b>
        <span className="selection-acts">
          <IconButton label={actions.archive} onPress={() => onAct({ kind: 'archive' })}>
            <Archive aria-hidden />
          </IconButton>
          <IconButton label={actions.delete} onPress={() => onAct({ kind: 'delete' })}>
            <Trash2 aria-hidden />
          </IconButton>
          <IconButton
            label={unread ? actions.read : actions.unread}
            onPress={() => onAct({ kind: unread ? 'read' : 'unread' })}
          >
            {unread ? <MailOpen aria-hidden /> : <Mail aria-hidden />}
          </IconButton>
          {rows.every(({ folder }) => maySnooze(folder)) && (
            <SnoozeMenu waits={rows.every(({ folder }) => folder === snoozed)} onAct={onAct} />
          )}
          <IconButton
            label={junk ? actions['not-junk'] : actions.junk}
            onPress={() => onAct({ kind: junk ? 'not-junk' : 'junk' })}
          >
            <OctagonAlert aria-hidden />
          </IconButton>
          {ofOneBox && from !== undefined && (
            <BoxLabels box={from.box}>
              <LabelMenu on={labelsOnAll(rows)} onAct={onAct} />
              <BoxFolders box={from.box}>
                {(ofBox) => (
                  <MoveMenu
                    folders={ofBox}
                    from={ofOneFolder ? from.folder : null}
                    onMove={(to) => onAct({ kind: 'move', to })}
                  />
                )}
              </BoxFolders>
            </BoxLabels>
          )}
        </span>
      </div>
      {rows.length < total && <WholeFolder selection={selection} listed={listed} total={total} />}
    </>
  )
}

/** Of the box that what is ticked lies in, whichever is open. */
function BoxFolders({
  box,
  children,
}: {
  readonly box: string
  readonly children: (folders: readonly FolderView[]) => ReactNode
}) {
  const folders = useAnswer('GET /boxes/{box}/folders', { params: { box } })
  return children(folders.data?.rows ?? [])
}

const labelsOnAll = ([first, ...others]: readonly ConversationRow[]): readonly string[] =>
  (first?.labels ?? []).filter((label) => others.every(({ labels }) => labels.includes(label)))

function WholeFolder({
  selection,
  listed,
  total,
}: Pick<SelectionBarProps, 'selection' | 'listed' | 'total'>) {
  const words = useWords()
  const format = useFormat()
  const [reading, setReading] = useState(false)
  const all = async (): Promise<void> => {
    setReading(true)
    try {
      selection.set(await everyRow(listed, total))
    } catch (error) {
      sayDone({ text: problemWords(error, words).title })
    }
    setReading(false)
  }
  const { list } = words
  // What a search or a filter found is not all that lies in a folder, and may lie in several.
  const isPart = listed.q !== null || listed.filter !== null
  return (
    <p className="select-all">
      {total <= mostAtOnce && (isPart ? list.wholeFound : list.wholeFolder)}
      <Button look="quiet" size="small" isPending={reading} onPress={() => void all()}>
        {reading
          ? list.selecting
          : total > mostAtOnce
            ? list.atMost(format.number(mostAtOnce))
            : (isPart ? list.selectFound : list.selectAll)(format.number(total))}
      </Button>
    </p>
  )
}
