// What whoever asks may give to somebody else: never a role that can do more than they can. A key lacks `activate:person`
// (core/contract.ts, neverByKey), and so covers no role but member.

import type { Role } from '#core/contract.ts'
import { Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { coversRole } from '#identity/permissions.ts'

/** Whether a role may be given, changed or taken away by `actor`: null, or why not. */
export const refuseRole = ({ permissions }: Pick<Actor, 'permissions'>, role: Role): Problem | null =>
  coversRole(permissions, role)
    ? null
    : new Problem('forbidden', `This takes all permissions of the role ${role}.`)
