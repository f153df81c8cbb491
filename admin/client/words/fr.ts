// The catalogue in French, the source of the other: one part for each screen. Only the chosen language is loaded.

import { fr as ui } from '#ui/words/fr.ts'
import { account } from './fr/account.ts'
import { auditAction, auditEntities, auditVerbs } from './fr/audit.ts'
import { common, permissions, roles, rolesAre } from './fr/common.ts'
import { entrance } from './fr/entrance.ts'
import { frame } from './fr/frame.ts'
import { fieldProblem, fieldProblems, problems } from './fr/problems.ts'

export const words = {
  ui,
  common,
  roles,
  rolesAre,
  permissions,
  problems,
  fieldProblems,
  fieldProblem,
  auditVerbs,
  auditEntities,
  auditAction,
  frame,
  entrance,
  account,
}

export type Words = typeof words
