// A row of the audit log for where the mail of a box is sent on to: the first thing that an intruder sets up.

import { difference } from '#db/stores/audit.ts'
import type { AccessibleMailbox } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { auditedTransaction } from '#http/audited-transaction.ts'
import type { Asking } from '../http/handler.ts'
import type { Forward } from './write-script.ts'

export interface ForwardChange {
  readonly box: AccessibleMailbox
  readonly before: Forward | null
  readonly after: Forward | null
}

/** Before it stands: rejects when the database does not take it, and then nothing of it may. */
export async function auditForward(
  { box, before, after }: ForwardChange,
  { database, person, client }: Pick<Asking, 'database' | 'person' | 'client'>,
): Promise<void> {
  const by = { kind: 'person', id: person.id, name: person.email, client } as const
  await auditedTransaction(database, { by, name: 'PUT /boxes/{box}/forward' }, async ({ audit }) => {
    await audit({
      action: 'change:forward',
      commune: box.commune,
      entityId: box.id,
      entity: box.address,
      ...difference(audited(before), audited(after)),
    })
    return null
  })
}

const audited = (forward: Forward | null) => ({
  targets: [...(forward?.to ?? [])].sort(),
  keepsCopy: forward?.copy ?? true,
})
