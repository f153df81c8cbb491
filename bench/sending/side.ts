// One of the two that are compared: where it takes mail, and whose processor time a message of it costs.

import type { Service } from '../inbound/process-accounting.ts'
import type { Door } from './submit-share.ts'

export type SideName = 'ours' | 'peer'

export interface Side {
  readonly name: SideName
  readonly door: Door
  /** Daemons that both use stand in both lists: only their time during its own run is counted for a side. */
  readonly services: readonly Service[]
}
