// The catalogue in English; the compiler says what is missing.

import { en as ui } from '#ui/words/en.ts'
import { account } from './en/account.ts'
import { addresses } from './en/addresses.ts'
import { auditAction, auditEntities, auditVerbs } from './en/audit.ts'
import { common, permissions, roles, rolesAre } from './en/common.ts'
import { communes } from './en/communes.ts'
import { deliverability } from './en/deliverability.ts'
import { directory } from './en/directory.ts'
import { entrance } from './en/entrance.ts'
import { frame } from './en/frame.ts'
import { held } from './en/held.ts'
import { journal } from './en/journal.ts'
import { journey } from './en/journey.ts'
import { leaks } from './en/leaks.ts'
import { lines } from './en/lines.ts'
import { mailboxes } from './en/mailboxes.ts'
import { persons } from './en/persons.ts'
import { policies } from './en/policies.ts'
import { fieldProblem, fieldProblems, problems } from './en/problems.ts'
import { queue, replyKinds } from './en/queue.ts'
import { security } from './en/security.ts'
import { status } from './en/status.ts'
import { issuedCode, team } from './en/team.ts'
import { templates } from './en/templates.ts'
import { toDo } from './en/to-do.ts'
import { trace } from './en/trace.ts'
import { welcome } from './en/welcome.ts'
import type { Words } from './fr.ts'

export const words: Words = {
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
  auditVerbs,
  auditEntities,
  auditAction,
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
