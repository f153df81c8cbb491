// Who acts, for the log, when a command of this machine changes something: whoever may read its secrets.

import type { AuditActor } from '#db/stores/audit.ts'

/** `command` without the name of the program. */
export const thisMachine = (command: string): AuditActor => ({
  kind: 'machine',
  id: null,
  name: `vaguemestre ${command}`,
  client: null,
})
