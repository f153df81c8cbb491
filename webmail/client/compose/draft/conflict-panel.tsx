// The same draft in two places, and nothing that follows by itself: one's own is kept beside theirs, also by whoever looks at theirs.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../../api.ts'
import { problemWords } from '../../failure.tsx'
import { useWords } from '../../words/words.tsx'
import { BlockingNotice, type BlockingNoticeProps } from '../send/blocking-notice.tsx'
import { mailChanged } from '../send/outgoing.ts'
import { openComposer } from '../windows.ts'
import { noted } from './saving-ports.ts'
import type { Saving, SavingState } from './saving-state.ts'

/** `changed`, `thrown`: the draft is another one, or none; `sent`: it waits to leave, and takes no change. */
export type Conflict = 'changed' | 'thrown' | 'sent'

/** Null where there is none: `problem` is of the sending. */
export function conflictOf({ phase, problem: unsaved }: SavingState, problem: unknown): Conflict | null {
  if (problem instanceof ProblemError && problem.code === 'changed-meanwhile') return 'changed'
  if (problem instanceof ProblemError && problem.code === 'not-found') return 'thrown'
  return phase === 'failed' && unsaved instanceof ProblemError && unsaved.code === 'in-use' ? 'sent' : null
}

export interface ConflictPanelProps extends Pick<BlockingNoticeProps, 'frame'> {
  readonly box: string
  readonly conflict: Conflict
  readonly saving: Saving
  /** Nothing is in the way any more. */
  readonly onKept: () => void
  readonly onClose: () => void
}

export function ConflictPanel({ box, conflict, saving, frame, onKept, onClose }: ConflictPanelProps) {
  const words = useWords()
  const { conflicts } = words.compose
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const keepMine = async (): Promise<void> => {
    setBusy(true)
    if (await saving.keepMine(conflict === 'sent' ? 'as-copy' : 'beside')) onKept()
    setBusy(false)
    await mailChanged(client)
  }
  const seeTheirs = async (): Promise<void> => {
    const { draft } = saving.state()
    setBusy(true)
    // What was written here stays a draft of its own: nobody loses it by looking.
    const kept = await saving.keepMine('beside')
    try {
      if (!kept) return
      const { place } = await noted(api('GET /boxes/{box}/drafts/{draft}', { params: { box, draft } }))
      await saving.end('forget')
      onClose()
      openComposer({ kind: 'draft', box, place })
    } catch (error) {
      sayDone({ text: problemWords(error, words).title })
      onKept()
    } finally {
      setBusy(false)
      await mailChanged(client)
    }
  }
  const leaveIt = async (): Promise<void> => {
    await saving.end('forget')
    onClose()
  }
  return (
    <BlockingNotice
      frame={frame}
      actions={
        <>
          <Button isPending={busy} onPress={() => void keepMine()}>
            {conflict === 'thrown' ? conflicts.keepIt : conflicts.keepMine}
          </Button>
          {conflict === 'changed' && (
            <Button isDisabled={busy} onPress={() => void seeTheirs()}>
              {conflicts.seeTheirs}
            </Button>
          )}
          {conflict === 'sent' && <Button onPress={() => void leaveIt()}>{conflicts.leaveIt}</Button>}
        </>
      }
    >
      {conflicts[conflict]}
    </BlockingNotice>
  )
}
