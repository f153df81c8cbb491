// What somebody may decide about outgoing mail, and what is said once it is done.

import { sayDone } from '#ui/overlay/toast.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { departmentLetsGo } from './delivery-standing.ts'
import { type DeliveryView, type QueueRow, staleQueue, type Which } from './queue-view.ts'

export type Decision = 'retry' | 'hold' | 'release' | 'approve' | 'delete'
/** In the order in which they are offered. */
export const severalDecisions = ['release', 'retry', 'hold', 'delete'] as const
export type SeveralDecision = (typeof severalDecisions)[number]

/** In the order in which they are offered; what takes something away comes last. */
export function decisionsFor({
  state,
  heldFor,
  trying,
  paused,
}: Pick<DeliveryView, 'state' | 'heldFor' | 'trying' | 'paused'>): readonly Decision[] {
  if (state === 'done') return []
  if (heldFor === 'approval') return ['approve', 'delete']
  if (heldFor !== null) return ['release', 'delete']
  // What is at a server at this moment may arrive: it is neither tried twice nor taken away.
  if (trying) return ['hold']
  return paused ? ['hold', 'delete'] : ['retry', 'hold', 'delete']
}

/** What a manager is not offered, for it would be refused. */
export const isOfDepartment = (decision: Decision, held: Pick<DeliveryView, 'heldFor'>, stopped: boolean) =>
  (decision === 'release' || decision === 'approve') && departmentLetsGo(held, stopped)

type DecidedRow = Pick<QueueRow, 'state' | 'heldFor' | 'trying' | 'paused' | 'sendingStopped'>

/** What may be decided about it among others. What leak prevention holds is decided about where one sees why. */
export const decisionsAmongOthers = (row: DecidedRow, all: boolean): readonly SeveralDecision[] =>
  row.heldFor === 'approval'
    ? []
    : decisionsFor(row)
        .filter((each) => each !== 'approve')
        .filter((each) => all || !isOfDepartment(each, row, row.sendingStopped))

export function useDecisions() {
  const words = useWords().queue
  const retry = useChange('POST /queue/{queueId}/retry', staleQueue)
  const hold = useChange('POST /queue/{queueId}/hold', staleQueue)
  const release = useChange('POST /queue/{queueId}/release', staleQueue)
  const remove = useChange('DELETE /queue/{queueId}', staleQueue)
  const all = [retry, hold, release, remove]
  const done: Readonly<Record<Decision, string>> = {
    retry: words.retried,
    hold: words.wasHeld,
    release: words.released,
    approve: words.approved,
    delete: words.deleted,
  }
  const ask = (decision: Decision, { queueId, destination }: Which): Promise<unknown> => {
    const params = { queueId }
    const chosen = destination === null ? {} : { destination }
    switch (decision) {
      case 'retry':
        return retry.mutateAsync({ params, body: chosen })
      case 'hold':
        return hold.mutateAsync({ params, body: chosen })
      case 'release':
      case 'approve':
        return release.mutateAsync({ params, body: chosen })
      case 'delete':
        return remove.mutateAsync({ params, query: chosen })
    }
  }
  return {
    /** False where it was refused: `error` says why. */
    decide: async (decision: Decision, which: Which): Promise<boolean> => {
      for (const each of all) each.reset()
      try {
        await ask(decision, which)
        sayDone({ text: done[decision] })
        return true
      } catch {
        return false
      }
    },
    error: all.find(({ error }) => error !== null)?.error ?? null,
    isPending: all.some(({ isPending }) => isPending),
  }
}
