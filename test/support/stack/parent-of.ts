// Who started a process, and whom it started, by the kernel's word (proc_pid_stat(5), proc_tid_children(5)).

import { readFileSync } from 'node:fs'

/** Throws when `pid` is gone. The name before the state may hold spaces and parentheses. */
export function parentOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1])
}

/** Those that are there now, dead ones that nobody has buried among them. */
export const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
