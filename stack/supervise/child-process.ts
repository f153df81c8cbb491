// One running process of a service: started as its user, in a process group of its own, bound to the life of the
// supervisor by the kernel (PDEATHSIG), so that even kill -9 of the supervisor leaves nothing behind.

import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { type LogFile, readWhenAsked } from './log-capture.ts'
import type { Service } from './service.ts'

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningProcess {
  readonly pid: number
  readonly startedAt: number
  /** Resolves once the process ended and its group was cleared. */
  readonly exited: Promise<Exit>
  signal(signal: NodeJS.Signals): void
  /** Kills the process and everything it started. */
  killGroup(): void
}

/** Throws when the program cannot be started at all. */
export function startProcess(service: Service, log: LogFile, now: number): RunningProcess {
  const [program, ...args] = setprivLine(service)
  const child = readWhenAsked(() =>
    spawn(program, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        LANG: 'C.UTF-8',
        ...service.environment,
      },
    }),
  )
  log.capture(child.stdout)
  log.capture(child.stderr)
  const { pid } = child
  const exited = whenExited(child)
  if (pid === undefined) throw new Error(`${program} could not be started`)
  const killGroup = (): void => sendTo(-pid, 'SIGKILL')
  return {
    pid,
    startedAt: now,
    signal: (signal) => sendTo(pid, signal),
    killGroup,
    exited: exited.then((exit) => {
      killGroup()
      return exit
    }),
  }
}

function whenExited(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: 127, signal: null }))
  })
}

/** setpriv becomes the program itself, so the pid that spawn returns is the service's own. */
function setprivLine(service: Service): [string, ...string[]] {
  const bound = `--pdeathsig=${service.stopSignal.replace('SIG', '')}`
  if (service.user === 'root') return ['setpriv', bound, '--', ...service.command]
  const capability = service.bindsLowPort === true ? '+net_bind_service' : null
  return [
    'setpriv',
    `--reuid=${service.user}`,
    `--regid=${service.user}`,
    '--init-groups',
    '--no-new-privs',
    ...(capability === null
      ? ['--inh-caps=-all']
      : [
          `--inh-caps=-all,${capability}`,
          `--ambient-caps=-all,${capability}`,
          `--bounding-set=-all,${capability}`,
        ]),
    bound,
    '--',
    ...service.command,
  ]
}

function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone already, which is what the signal was for.
  }
}

/**
 * Clock ticks since boot at which `pid` started, or null when there is no such process (a zombie counts as none).
 * Together with the pid it names one process for good, although pids are used again.
 */
export function startTicks(pid: number): string | null {
  const fields = statOf(pid)
  return fields === null || fields[0] === 'Z' ? null : (fields[19] ?? null)
}

/** Whether any process that is no zombie still belongs to the process group and session that `pid` headed. */
export function groupHasMembers(pid: number): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      const fields = statOf(Number(name))
      return fields !== null && fields[0] !== 'Z' && fields[2] === String(pid) && fields[3] === String(pid)
    })
}

/** Fields of /proc/<pid>/stat from the state on: state, parent, group, session, … (proc(5)). */
function statOf(pid: number): readonly string[] | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
