// How a delivery stands: who must act comes before what merely waits, and what is over says whom it reached.

import type { DeliveryView } from './queue-view.ts'

export type Standing = Pick<DeliveryView, 'heldFor' | 'trying' | 'paused' | 'state'> & {
  /** Those of a list are addresses alone, and open still. */
  readonly recipients?: readonly (string | DeliveryView['recipients'][number])[]
}
type Ended = 'delivered' | 'failed' | 'partly'
export type Stands = 'approval' | 'person' | 'poison' | 'trying' | 'paused' | 'waiting' | Ended

export function standingOf({ state, heldFor, trying, paused, recipients = [] }: Standing): Stands {
  if (state === 'done') return endOf(recipients)
  // Who holds it stands beside it.
  if (heldFor !== null) return heldFor === 'stop' ? 'person' : heldFor
  if (trying) return 'trying'
  return paused ? 'paused' : 'waiting'
}

/** That nothing is open any more does not say that anybody has it. */
function endOf(recipients: NonNullable<Standing['recipients']>): Ended {
  const reached = new Set(
    recipients.map((each) => typeof each !== 'string' && each.settledAs === 'delivered'),
  )
  if (!reached.has(false)) return 'delivered'
  return reached.has(true) ? 'partly' : 'failed'
}

/** No manager of a commune lets it go; `stopped`: the sending of its mailbox is suspended. */
export const departmentLetsGo = ({ heldFor }: Pick<DeliveryView, 'heldFor'>, stopped: boolean): boolean =>
  heldFor === 'poison' || heldFor === 'stop' || (heldFor !== null && stopped)
