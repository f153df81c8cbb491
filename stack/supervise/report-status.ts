// Writes how each service is where our own processes may read it: the control socket is root's alone.

import { reportEverySeconds, type ServiceReport } from '#core/service-report.ts'
import { writeOwnedFile } from '../machine/owned-file.ts'
import { type Paths, statusFile } from '../spec/paths.ts'
import type { ServiceStatus } from './supervisor.ts'

export interface StatusReporting {
  readonly paths: Pick<Paths, 'run'>
  /** Of those who may read it. */
  readonly gid: number
  readonly statuses: () => readonly ServiceStatus[]
  readonly now: () => number
}

export interface StatusReporter extends AsyncDisposable {
  /** Something changed: written as soon as what is being written is. */
  changed(): void
}

/** A report that cannot be written grows old, and that says enough. */
export function reportStatus({ paths, gid, statuses, now }: StatusReporting): StatusReporter {
  let writing = Promise.resolve()
  const write = (): Promise<void> => {
    const report: ServiceReport = {
      at: new Date(now()).toISOString(),
      services: statuses().map(({ name, state, since, detail }) => ({ name, state, since, detail })),
    }
    return writeOwnedFile(statusFile(paths), JSON.stringify(report), { uid: 0, gid, mode: 0o640 })
  }
  const changed = (): void => {
    writing = writing.then(write).catch(() => undefined)
  }
  const timer = setInterval(changed, reportEverySeconds * 1000).unref()
  return {
    changed,
    [Symbol.asyncDispose]: () => {
      clearInterval(timer)
      return writing
    },
  }
}
