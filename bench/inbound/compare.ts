// Interleaved rounds: in each, every load once on each side, the side that begins taking turns. What else the machine does
// then weighs on both alike.

import { missingVerdicts } from './last-verdict.ts'
import { type Figures, type Load, oneRun } from './one-run.ts'
import type { Side, SideName } from './side.ts'
import type { Target } from './target.ts'

export interface Measured {
  readonly load: Load
  /** By side, one entry for each round. */
  readonly rounds: ReadonlyMap<SideName, readonly Figures[]>
}

export interface Ran {
  readonly side: SideName
  readonly load: Load
  readonly figures: Figures
}

interface Plan {
  readonly loads: readonly Load[]
  readonly rounds: number
  /** Told of each run as it ends. */
  readonly ran: (round: number, run: Ran) => void
}

/** Processes start, caches fill, programs get compiled: on both sides, for both work for months. */
const roundsBefore = 2

/** Two rounds that are not counted come first. */
export async function compare(
  target: Target,
  sides: readonly Side[],
  plan: Plan,
): Promise<readonly Measured[]> {
  for (let round = 0; round < roundsBefore; round += 1) {
    for (const load of plan.loads) {
      for (const side of sides) await warmUp(target, side, load)
    }
  }
  const measured = plan.loads.map((load) => ({
    load,
    rounds: new Map<SideName, Figures[]>(sides.map(({ name }) => [name, []])),
  }))
  for (let round = 1; round <= plan.rounds; round += 1) {
    const inTurn = round % 2 === 1 ? sides : sides.toReversed()
    for (const { load, rounds } of measured) {
      for (const side of inTurn) {
        const figures = await oneRun(target, side, load)
        rounds.get(side.name)?.push(figures)
        plan.ran(round, { side: side.name, load, figures })
      }
    }
  }
  return measured
}

/** Throws when a side does not deliver or does not verify: its figures would mean nothing. */
async function warmUp(target: Target, side: Side, load: Load): Promise<void> {
  const { delivered, refusals } = await oneRun(target, side, load)
  const sent = load.messages * load.recipients
  if (delivered !== sent) {
    const [refusal = 'all were accepted'] = refusals.keys()
    throw new Error(`${side.name}: ${delivered} of ${sent} delivered; ${refusal}`)
  }
  const [first] = target.accounts
  const missing = first === undefined ? [] : await missingVerdicts(target.imap, first)
  if (missing.length > 0) throw new Error(`${side.name}: a delivered message lacks ${missing.join(', ')}`)
}
