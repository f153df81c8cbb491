// Where everything rests: one state folder, and one short folder for sockets (a socket path may have 107 bytes).

import { createHash } from 'node:crypto'
import { join } from 'node:path'

export interface Paths {
  readonly state: string
  /** Generated configurations. */
  readonly etc: string
  /** One file for each secret, 0600, owned by its one reader. */
  readonly secrets: string
  readonly tls: string
  readonly log: string
  readonly mail: string
  readonly spool: string
  /** One sub-folder for each daemon that keeps files. */
  readonly data: string
  /** Sockets and pid files; emptied at each start. */
  readonly run: string
}

/** `runRoot` holds the socket folders of every copy on this machine; the name of ours is derived from the state folder. */
export function pathsFor(state: string, runRoot = '/run/vaguemestre'): Paths {
  const copy = createHash('sha256').update(state).digest('hex').slice(0, 8)
  return {
    state,
    etc: join(state, 'etc'),
    secrets: join(state, 'secrets'),
    tls: join(state, 'tls'),
    log: join(state, 'log'),
    mail: join(state, 'mail'),
    spool: join(state, 'spool'),
    data: join(state, 'data'),
    run: join(runRoot, copy),
  }
}

/** Each major version of PostgreSQL keeps its cluster in a folder of its own. */
export const clusterFolder = ({ data }: Pick<Paths, 'data'>, major: number): string =>
  join(data, 'postgresql', String(major))

/** Where the orchestrator says to our other processes how everything is. */
export const statusFile = ({ run }: Pick<Paths, 'run'>): string => join(run, 'status.json')
