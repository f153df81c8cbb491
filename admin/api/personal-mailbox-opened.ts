// Somebody else may read what one person alone did. Whose mailbox it is sees nothing of that in the panel, so somebody who
// has no part in it is told: the département's team.

import type { CommuneId } from '#core/directory.ts'
import type { Alert } from '#db/stores/raise-alert.ts'

interface Opened {
  readonly address: string
  readonly commune: CommuneId
  /** The address of whoever may read it now. */
  readonly to: string
  /** The name of whoever chose that. */
  readonly by: string
}

export const personalMailboxOpened = ({ address, commune, to, by }: Opened): Alert => ({
  ...{ kind: 'personal-mailbox-opened', subject: address, commune },
  facts: { to, by },
})
