// What somebody may decide about outgoing mail, and what is said once it is done.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../../api.ts'
import { invalidatePaths } from '../../invalidate-paths.ts'
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

/** A message that waits for an agreement is let go by approving it. */
export async function askDecision(decision: Decision, { queueId, destination }: Which): Promise<void> {
  const params = { queueId }
  const chosen = destination === null ? {} : { destination }
  switch (decision) {
    case 'retry':
      await api('POST /queue/{queueId}/retry', { params, body: chosen })
      return
    case 'hold':
      await api('POST /queue/{queueId}/hold', { params, body: chosen })
      return
    case 'release':
    case 'approve':
      await api('POST /queue/{queueId}/release', { params, body: chosen })
      return
    case 'delete':
      await api('DELETE /queue/{queueId}', { params, query: chosen })
  }
}

export function useDecisions() {
  const words = useWords().queue
  const client = useQueryClient()
  const { mutateAsync, error, isPending } = useMutation({
    mutationFn: ({ decision, which }: { readonly decision: Decision; readonly which: Which }) =>
      askDecision(decision, which),
    onSuccess: () => invalidatePaths(client, staleQueue),
  })
  const done: Readonly<Record<Decision, string>> = {
    retry: words.retried,
    hold: words.wasHeld,
    release: words.released,
    approve: words.approved,
    delete: words.deleted,
  }
  return {
    /** False where it was refused: `error` says why. */
    decide: async (decision: Decision, which: Which): Promise<boolean> => {
      try {
        await mutateAsync({ decision, which })
        sayDone({ text: done[decision] })
        return true
      } catch {
        return false
      }
    },
    error,
    isPending,
  }
}
