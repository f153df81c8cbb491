// The catalogue in French, the source of the other: one part for each screen. Only the chosen language is loaded.

import { fr as ui } from '#ui/words/fr.ts'
import { auditAction, auditEntities, auditVerbs } from './fr/audit.ts'
import { common, permissions, roles, rolesAre } from './fr/common.ts'
import { entrance } from './fr/entrance.ts'
import { frame } from './fr/frame.ts'
import { held } from './fr/held.ts'
import { journal } from './fr/journal.ts'
import { journey } from './fr/journey.ts'
import { fieldProblem, fieldProblems, problems } from './fr/problems.ts'
import { security } from './fr/security.ts'
import { status } from './fr/status.ts'
import { issuedCode, team } from './fr/team.ts'
import { trace } from './fr/trace.ts'
import { welcome } from './fr/welcome.ts'

export const words = {
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

export type Words = typeof words
