// Somebody else may read what one person alone did. Whose mailbox it is sees nothing of that in the panel, so somebody who
// has no part in it is told: the département's team.

import type { CommuneId } from '#core/address/directory.ts'
import type { Alert } from '#db/stores/security/raise-alert.ts'

/** An alert is a sentence: whoever reads it finds the rest at the mailbox. */
const mostNamed = 3

interface Opened {
  readonly address: string
  readonly commune: CommuneId
  /** The addresses of those who may read it now besides its owner; none when it has no owner any more. */
  readonly to: readonly string[]
  /** The name of whoever chose that. */
  readonly by: string
}

export const personalMailboxOpened = ({ address, commune, to, by }: Opened): Alert => ({
  ...{ kind: 'personal-mailbox-opened', subject: address, commune },
  facts: { ...(to.length === 0 ? {} : { to: named(to) }), by },
})

const named = (to: readonly string[]): string =>
  [...to.slice(0, mostNamed), ...(to.length > mostNamed ? ['…'] : [])].join(', ')
