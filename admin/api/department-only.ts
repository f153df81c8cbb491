// What the département alone looks at.

import { Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'

/** A key of a commune may have these permissions, and sees nothing here all the same. */
export const refuseUnlessDepartment = ({ scope }: Actor): Problem | null =>
  scope.kind === 'department'
    ? null
    : new Problem('forbidden', 'This is for the département alone to look at.')
