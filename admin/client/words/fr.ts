// The catalogue in French, the source of the other: one part for each screen. Only the chosen language is loaded.

import { fr as ui } from '#ui/words/fr.ts'
import { actionWords, entityWords, verbWords } from '../../contract/audit-words.ts'
import { account } from './fr/account.ts'
import { addresses } from './fr/addresses.ts'
import { common, permissions, roles, rolesAre } from './fr/common.ts'
import { communes } from './fr/communes.ts'
import { deliverability } from './fr/deliverability.ts'
import { directory } from './fr/directory.ts'
import { entrance } from './fr/entrance.ts'
import { frame } from './fr/frame.ts'
import { held } from './fr/held.ts'
import { journal } from './fr/journal.ts'
import { journey } from './fr/journey.ts'
import { leaks } from './fr/leaks.ts'
import { lines } from './fr/lines.ts'
import { mailboxes } from './fr/mailboxes.ts'
import { persons } from './fr/persons.ts'
import { policies } from './fr/policies.ts'
import { fieldProblem, fieldProblems, problems } from './fr/problems.ts'
import { queue, replyKinds } from './fr/queue.ts'
import { security } from './fr/security.ts'
import { status } from './fr/status.ts'
import { issuedCode, team } from './fr/team.ts'
import { templates } from './fr/templates.ts'
import { toDo } from './fr/to-do.ts'
import { trace } from './fr/trace.ts'
import { welcome } from './fr/welcome.ts'

export const words = {
  trace,
  queue,
  replyKinds,
  deliverability,
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
  leaks,
  lines,
  fieldProblem,
  auditVerbs: verbWords,
  auditEntities: entityWords,
  auditAction: actionWords,
  frame,
  entrance,
  directory,
  toDo,
  communes,
  persons,
  mailboxes,
  addresses,
  templates,
  policies,
  account,
  welcome,
}

export type Words = typeof words
