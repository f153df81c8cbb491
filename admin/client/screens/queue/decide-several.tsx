// One decision about several deliveries: first what it will do, row by row; then what it did. One that fails does not stop the others.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { problemWords } from '../../failure.tsx'
import { invalidatePaths } from '../../invalidate-paths.ts'
import { useWords } from '../../words/words.tsx'
import { type QueueRow, rowKey, staleQueue } from './queue-view.ts'
import { askDecision, decisionsAmongOthers, type SeveralDecision } from './use-decisions.ts'

interface DecideSeveralProps {
  readonly decision: SeveralDecision
  readonly rows: readonly QueueRow[]
  /** Whether whoever decides may do what is the département's alone. */
  readonly all: boolean
  readonly nameOf: (row: QueueRow) => string
  readonly onClose: (outcome: 'decided' | 'left') => void
}

export function DecideSeveral({ decision, rows: given, all, nameOf, onClose }: DecideSeveralProps) {
  const words = useWords()
  const several = words.queue.several
  const client = useQueryClient()
  const [rows] = useState(given)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, string>>(new Map())
  const [stage, setStage] = useState<'preview' | 'running' | 'done'>('preview')
  const open = rows.filter((row) => decisionsAmongOthers(row, all).includes(decision))

  const decide = async (row: QueueRow): Promise<boolean> => {
    const note = (outcome: string) => setOutcomes((before) => new Map(before).set(rowKey(row), outcome))
    try {
      await askDecision(decision, row)
      note(several.did[decision])
      return true
    } catch (error) {
      note(several.failed(problemWords(error, words).title))
      return false
    }
  }
  const run = async (): Promise<void> => {
    setStage('running')
    let done = 0
    for (const row of open) done += (await decide(row)) ? 1 : 0
    await invalidatePaths(client, staleQueue)
    setStage('done')
    sayDone({ text: several.done(done) })
  }
  const close = () => onClose(stage === 'done' ? 'decided' : 'left')
  const stays = (row: QueueRow): string => {
    if (row.heldFor === 'approval') return several.staysToApprove
    const mayOthers = !all && decisionsAmongOthers(row, true).includes(decision)
    return mayOthers ? several.staysOfDepartment : several.stays
  }

  return (
    <Dialog title={several.title[decision](open.length)} isOpen onClose={close} stays={stage === 'running'}>
      <p className="dialog-text">{several.text[decision]}</p>
      <p role="status">
        <b>{several.preview(open.length, rows.length - open.length)}</b>
      </p>
      <ul className="preview">
        {rows.map((row) => (
          <li key={rowKey(row)}>
            <span>{nameOf(row)}</span>
            <span className="quiet">
              {outcomes.get(rowKey(row)) ?? (open.includes(row) ? several.will[decision] : stays(row))}
            </span>
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button onPress={close} isDisabled={stage === 'running'}>
          {stage === 'done' ? words.common.close : words.common.cancel}
        </Button>
        {stage !== 'done' && (
          <Button
            look={decision === 'delete' ? 'danger' : 'primary'}
            isPending={stage === 'running'}
            isDisabled={open.length === 0}
            onPress={() => void run()}
          >
            {words.queue[decision]}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
