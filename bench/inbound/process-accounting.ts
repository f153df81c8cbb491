// CPU and memory of each service with all its children, from /proc. The time of a child that ended is in the account of
// its parent, so a tree is read until no process began or ended meanwhile: nothing is counted twice or missed.

import { readdirSync, readFileSync } from 'node:fs'

export interface Service {
  readonly name: string
  readonly pid: number | null
}

/** Clock ticks a second (sysconf _SC_CLK_TCK), 100 on every Linux that Debian ships. */
const ticks = 100
const triesForStillTree = 10

interface ProcessTime {
  readonly parent: number
  /** User and system time, those of children that ended included. */
  readonly seconds: number
}

/** Seconds of processor time that each service has used since it began. */
export function cpuSeconds(services: readonly Service[]): ReadonlyMap<string, number> {
  let before = readProcesses()
  let after = readProcesses()
  for (let tries = 1; tries < triesForStillTree && !sameProcesses(before, after); tries += 1) {
    before = after
    after = readProcesses()
  }
  return perService(services, after, (pid) => after.get(pid)?.seconds ?? 0)
}

/** Proportional set size in megabytes: shared pages are divided among those who share them. */
export function memoryMegabytes(services: readonly Service[]): ReadonlyMap<string, number> {
  return perService(services, readProcesses(), (pid) => pssKilobytes(pid) / 1024)
}

function perService(
  services: readonly Service[],
  processes: ReadonlyMap<number, ProcessTime>,
  amount: (pid: number) => number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  const byRoot = new Map(services.map(({ name, pid }) => [pid, name]))
  for (const pid of processes.keys()) {
    const name = serviceOf(pid, processes, byRoot)
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + amount(pid))
  }
  return sums
}

function serviceOf(
  pid: number,
  processes: ReadonlyMap<number, ProcessTime>,
  byRoot: ReadonlyMap<number | null, string>,
): string | undefined {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = processes.get(at)?.parent) {
    const name = byRoot.get(at)
    if (name !== undefined) return name
  }
  return undefined
}

function readProcesses(): ReadonlyMap<number, ProcessTime> {
  const processes = new Map<number, ProcessTime>()
  for (const entry of readdirSync('/proc')) {
    const time = /^\d+$/.test(entry) ? timeOf(entry) : null
    if (time !== null) processes.set(Number(entry), time)
  }
  return processes
}

const sameProcesses = (one: ReadonlyMap<number, unknown>, other: ReadonlyMap<number, unknown>): boolean =>
  one.size === other.size && [...one.keys()].every((pid) => other.has(pid))

/** Null for a process that is gone. */
function timeOf(pid: string): ProcessTime | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const used = fields.slice(11, 15).reduce((sum, each) => sum + each, 0)
    return { parent: fields[1] ?? 0, seconds: used / ticks }
  } catch {
    return null
  }
}

function pssKilobytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
