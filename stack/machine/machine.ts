// The machine that the steps which change it work on: its files, and its programs. Tests give one of their own.

import { command } from './command.ts'

export interface Machine {
  /** Stands before every absolute path of a file that is looked at or written. */
  readonly root: string
  readonly run: typeof command
}

export const thisMachine: Machine = { root: '/', run: command }
