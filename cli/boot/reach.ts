// Before anything starts: can every daemon's user walk to the state folder?

import { closedFoldersAbove } from '#stack/machine/reach.ts'
import type { Paths } from '#stack/spec/paths.ts'
import { Fault } from '../terminal.ts'

/** Throws a `Fault` that names each closed folder, whom it keeps out, and what to do. */
export async function checkReach({ state }: Pick<Paths, 'state'>): Promise<void> {
  const closed = await closedFoldersAbove(state)
  if (closed.length === 0) return
  throw new Fault(
    [
      `the state folder ${state} lies where the daemons’ users cannot go:`,
      ...closed.map(({ folder, users }) => `  ${folder} cannot be entered by ${users.join(', ')}`),
      `Let them in: chmod o+x ${closed.map(({ folder }) => folder).join(' ')}`,
      'or name another folder: VAGUEMESTRE_STATE, or `state` in the spec.',
    ].join('\n'),
  )
}
