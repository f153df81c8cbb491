// Who started a process, by the kernel's word (proc_pid_stat(5)).

import { readFileSync } from 'node:fs'

/** Throws when `pid` is gone. The name before the state may hold spaces and parentheses. */
export function parentOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1])
}
