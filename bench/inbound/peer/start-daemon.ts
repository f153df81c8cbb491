// A daemon of the peer, bound to the life of the bench by the kernel (PDEATHSIG): whatever ends the bench ends it too.

import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

export interface Daemon extends AsyncDisposable {
  readonly pid: number
}

/** `command` stays in the foreground; what it prints goes to `log`. Throws when the program cannot be started. */
export function startDaemon(command: readonly string[], user: string | null, log: string): Daemon {
  const output = openSync(log, 'a')
  const as = user === null ? [] : [`--reuid=${user}`, `--regid=${user}`, '--init-groups']
  const child = spawn('setpriv', [...as, '--pdeathsig=TERM', '--', ...command], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' },
  })
  closeSync(output)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${command[0]} could not be started`)
  return {
    pid,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
