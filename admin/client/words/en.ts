// The catalogue in English; the compiler says what is missing.

import { en as ui } from '#ui/words/en.ts'
import { account } from './en/account.ts'
import { auditAction, auditEntities, auditVerbs } from './en/audit.ts'
import { common, permissions, roles, rolesAre } from './en/common.ts'
import { entrance } from './en/entrance.ts'
import { frame } from './en/frame.ts'
import { fieldProblem, fieldProblems, problems } from './en/problems.ts'
import type { Words } from './fr.ts'

export const words: Words = {
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
