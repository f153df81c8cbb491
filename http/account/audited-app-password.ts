// App passwords as the audit log names them.

import type { AppPasswordRow } from '#db/stores/security/app-passwords.ts'

export const aboutAppPassword = (
  action: 'create:app-password' | 'revoke:app-password',
  row: AppPasswordRow,
) => ({
  ...{ action, commune: row.commune.id, entityId: row.id },
  entity: `${row.mailbox.address} (${row.label})`,
})

export const revokedAppPassword = (row: AppPasswordRow) => ({
  ...aboutAppPassword('revoke:app-password', row),
  before: { person: row.person.email },
})
