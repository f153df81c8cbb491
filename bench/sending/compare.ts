// Interleaved rounds: in each, every load once on each side, the side that begins taking turns. What else the machine does
// then weighs on both alike.

import { type Figures, oneRun } from './one-run.ts'
import type { Load } from './options.ts'
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

/** One round that is not counted comes first: processes start, caches fill, programs get compiled. */
export async function compare(
  target: Target,
  sides: readonly Side[],
  { loads, rounds, ran }: Plan,
): Promise<readonly Measured[]> {
  for (const load of loads) {
    for (const side of sides) {
      const figures = await oneRun(target, side, load)
      ran(0, { side: side.name, load, figures })
      if (figures.delivered !== load.messages) throw new Error(`${side.name} does not deliver all of it`)
    }
  }
  const measured = loads.map((load) => ({
    load,
    rounds: new Map<SideName, Figures[]>(sides.map(({ name }) => [name, []])),
  }))
  for (let round = 1; round <= rounds; round += 1) {
    const inTurn = round % 2 === 1 ? sides : sides.toReversed()
    for (const { load, rounds: ofLoad } of measured) {
      for (const side of inTurn) {
        const figures = await oneRun(target, side, load)
        ofLoad.get(side.name)?.push(figures)
        ran(round, { side: side.name, load, figures })
      }
    }
  }
  return measured
}
