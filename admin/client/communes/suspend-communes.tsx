// Suspends several communes: first what it will do, row by row; then what it did. One that fails does not stop the others.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { problemWords } from '../failure.tsx'
import { invalidatePaths } from '../invalidate-paths.ts'
import { useWords } from '../words/words.tsx'
import type { CommuneRow } from './stage.ts'
import { communeChanges } from './suspend-commune.tsx'

interface SuspendCommunesProps {
  readonly communes: readonly CommuneRow[]
  readonly onClose: () => void
}

export function SuspendCommunes({ communes, onClose }: SuspendCommunesProps) {
  const words = useWords()
  const { bulk } = words.communes
  const client = useQueryClient()
  const [rows] = useState(communes)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, string>>(new Map())
  const [stage, setStage] = useState<'preview' | 'running' | 'done'>('preview')
  const open = rows.filter(({ suspendedAt }) => suspendedAt === null)

  const suspend = async ({ id }: CommuneRow): Promise<boolean> => {
    try {
      const { revision } = await api('GET /communes/{commune}', { params: { commune: id } })
      await api('PUT /communes/{commune}/suspension', {
        params: { commune: id },
        body: { revision, suspended: true },
      })
      setOutcomes((before) => new Map(before).set(id, bulk.suspended))
      return true
    } catch (error) {
      setOutcomes((before) => new Map(before).set(id, `${bulk.failed} : ${problemWords(error, words).title}`))
      return false
    }
  }
  const run = async (): Promise<void> => {
    setStage('running')
    let done = 0
    for (const commune of open) done += (await suspend(commune)) ? 1 : 0
    await invalidatePaths(client, communeChanges)
    setStage('done')
    sayDone({ text: bulk.done(done) })
  }

  return (
    <Dialog title={bulk.suspendTitle(rows.length)} isOpen onClose={onClose} stays={stage === 'running'}>
      <p className="dialog-text">{bulk.suspendText}</p>
      <p role="status">
        <b>{bulk.suspendPreview(open.length, rows.length - open.length)}</b>
      </p>
      <ul className="preview">
        {rows.map((commune) => (
          <li key={commune.id}>
            <Cachet name={commune.name} size={22} />
            <span>{commune.name}</span>
            <span className="quiet">
              {outcomes.get(commune.id) ??
                (commune.suspendedAt === null ? bulk.willSuspend : bulk.alreadySuspended)}
            </span>
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button onPress={onClose} isDisabled={stage === 'running'}>
          {stage === 'done' ? words.common.close : words.common.cancel}
        </Button>
        {stage !== 'done' && (
          <Button
            look="danger"
            isPending={stage === 'running'}
            isDisabled={open.length === 0}
            onPress={() => void run()}
          >
            {words.communes.actions.suspend}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
