// CPU and memory of each service with all its children, from /proc.

import { readdirSync, readFileSync } from 'node:fs'

interface Service {
  readonly name: string
  readonly pid: number | null
}

/** Clock ticks a second (sysconf _SC_CLK_TCK), 100 on every Linux that Debian ships. */
const ticks = 100

/** The pids of each service: its process and every descendant. */
export function processTrees(services: readonly Service[]): ReadonlyMap<string, readonly number[]> {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const fields = statOf(Number(name))
    if (fields !== null) parents.set(Number(name), Number(fields[1]))
  }
  const belongs = (pid: number, root: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true
    return false
  }
  return new Map(
    services.flatMap(({ name, pid }) =>
      pid === null ? [] : [[name, [...parents.keys()].filter((one) => belongs(one, pid))]],
    ),
  )
}

/** User and system time, those of children that already ended included. */
export function cpuSeconds(trees: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, number> {
  return new Map([...trees].map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + timeOf(pid), 0)]))
}

/** Proportional set size: shared pages are divided among those who share them. */
export function memoryMegabytes(trees: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, number> {
  return new Map(
    [...trees].map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + pssOf(pid), 0) / 1024]),
  )
}

function timeOf(pid: number): number {
  const fields = statOf(pid)
  return fields === null ? 0 : [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) / ticks
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Fields of /proc/<pid>/stat from the state on; null for a process that is gone. */
function statOf(pid: number): readonly string[] | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
