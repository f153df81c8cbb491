// A form over a row that somebody else may change meanwhile. What is typed stays whatever happens; only what differs from
// the row is sent, so that two people who change different things do not undo each other.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'

export interface Revision {
  readonly revision: number
}

export interface Revised<Row extends Revision, Form extends object> {
  /** The row that the form stands on: its revision goes with what is sent. */
  readonly base: Row
  readonly form: Form
  readonly change: (part: Partial<Form>) => void
  /** What differs from the row, and nothing else. */
  readonly changes: Partial<Form>
  /** What stands there now, where somebody else was faster. */
  readonly clash: Row | null
  /** True where the error was a clash, which the form then shows itself. */
  readonly notice: (error: unknown) => boolean
  /** Keeps what was typed, on top of what stands there now. */
  readonly resume: () => void
  /** Takes what stands there now. */
  readonly drop: () => void
  /** After saving: the row as it is now. */
  readonly settle: (row: Row) => void
}

export function useRevised<Row extends Revision, Form extends object>(
  row: Row,
  formOf: (row: Row) => Form,
): Revised<Row, Form> {
  const [base, setBase] = useState(row)
  const [typed, setTyped] = useState<Partial<Form>>({})
  const [clash, setClash] = useState<Row | null>(null)
  const standing = formOf(base)
  const settle = (next: Row): void => {
    setBase(next)
    setTyped({})
    setClash(null)
  }
  return {
    base,
    form: { ...standing, ...typed },
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    changes: changesOf(standing, typed),
    clash,
    notice: (error) => {
      const current = currentOf(error)
      // Every route answers with the same view that it was asked for.
      if (current !== null) setClash(current as Row)
      return current !== null
    },
    resume: () => {
      if (clash === null) return
      setBase(clash)
      setClash(null)
    },
    drop: () => clash !== null && settle(clash),
    settle,
  }
}

/** What was typed and differs from what stands there; lists count by what is in them. */
export function changesOf<Form extends object>(standing: Form, typed: Partial<Form>): Partial<Form> {
  const differing = Object.entries(typed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify((standing as Record<string, unknown>)[name]),
  )
  return Object.fromEntries(differing) as Partial<Form>
}

/** The row that a clash brought; null for every other error. */
export function currentOf(error: unknown): Revision | null {
  if (!(error instanceof ProblemError) || error.code !== 'changed-meanwhile') return null
  const { current } = error
  return typeof current === 'object' &&
    current !== null &&
    'revision' in current &&
    typeof current.revision === 'number'
    ? { ...current, revision: current.revision }
    : null
}
