// What the supervisor needs to know of one process or daemon. How each is started stands in `stack/services/`.

import type { ServiceName } from '#core/service-names.ts'
import type { OwnedDirectory } from '../spec/owned-directory.ts'
import type { SystemUser } from '../spec/system-user.ts'

/** What a readiness probe found. `detail` is one line for `status`: a version, a cause, what to do. */
export type Readiness =
  | { readonly kind: 'ready'; readonly detail: string }
  /** It serves, with less than it should: bundled test signatures, no Internet. */
  | { readonly kind: 'degraded'; readonly detail: string }
  | { readonly kind: 'not-ready'; readonly detail: string }

export interface Service {
  readonly name: ServiceName
  /** Program and arguments; the program stays in the foreground and logs to standard output or error. */
  readonly command: readonly [program: string, ...args: string[]]
  /** The user the process starts as; `root` only where the daemon itself drops rights (Dovecot). */
  readonly user: SystemUser
  /** Keeps the one right to bind ports below 1024; every other capability is dropped. */
  readonly bindsLowPort?: boolean
  readonly environment: Readonly<Record<string, string>>
  readonly needs: readonly ServiceName[]
  readonly directories: readonly OwnedDirectory[]
  /** The daemon's own checker on the files of this installation, run as root; null where the daemon has none. */
  readonly check: readonly [program: string, ...args: string[]] | null
  /** The signal that makes it stop in order. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT'
  /** After this it is killed. */
  readonly stopSeconds: number
  /** How long a start may take before it counts as failed. */
  readonly startSeconds: number
  /** Signal that makes it read its files again, or null when it must be restarted. */
  readonly reloadSignal: 'SIGHUP' | null
  /** Asks the service in its own protocol; rejects never, answers within a few seconds. */
  readonly probe: () => Promise<Readiness>
}
