// The catalogue in English; the compiler says what is missing.

import { en as ui } from '#ui/words/en.ts'
import { auditAction, auditEntities, auditVerbs } from './en/audit.ts'
import { common, permissions, roles, rolesAre } from './en/common.ts'
import { entrance } from './en/entrance.ts'
import { frame } from './en/frame.ts'
import { held } from './en/held.ts'
import { journal } from './en/journal.ts'
import { journey } from './en/journey.ts'
import { fieldProblem, fieldProblems, problems } from './en/problems.ts'
import { security } from './en/security.ts'
import { status } from './en/status.ts'
import { issuedCode, team } from './en/team.ts'
import { trace } from './en/trace.ts'
import { welcome } from './en/welcome.ts'
import type { Words } from './fr.ts'

export const words: Words = {
  trace,
  issuedCode,
  team,
  status,
  security,
  journey,
  journal,
  held,
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
  welcome,
}
