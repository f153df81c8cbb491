// A folder of an installation: services name theirs, `stack/machine/folders.ts` makes them.

import type { SystemUser } from './system-user.ts'

/** A folder that must exist before the service starts, made with this owner, the owner's own group, and this mode. */
export interface OwnedDirectory {
  readonly path: string
  readonly owner: SystemUser
  readonly mode: number
}
