// One of the two that are compared: where it takes mail, whose processor time a message of it costs, and how to see that
// nothing it accepted is still on its way.

import type { HostPort } from '#core/address/host-port.ts'
import type { Service } from './process-accounting.ts'

export type SideName = 'ours' | 'peer'

export interface Side {
  readonly name: SideName
  readonly smtp: HostPort
  /** Daemons that both use stand in both lists: only their time during its own run is counted for a side. */
  readonly services: readonly Service[]
  /** How many accepted messages Dovecot does not have yet. Cheap, for it is asked many times a second. */
  readonly undelivered: () => Promise<number>
}
