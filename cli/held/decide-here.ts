// What the panel's screen of held mail does, done by whoever is root on this machine; the log says that it was done here, with
// one row for each commune, as it does for the panel.

import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { HeldChoice, HeldRecipient, Released, ReleaseWishes } from '#core/held/held-mail.ts'
import type { Database, Transaction } from '#db/connection.ts'
import { redactQueryErrors } from '#db/redact-query-error.ts'
import { type AuditActor, actAs, writeAudit } from '#db/stores/audit.ts'
import { deleteHeld, releaseHeld } from '#db/stores/held/held-decisions.ts'
import { thisMachine } from '../this-machine.ts'

export interface Chosen {
  readonly choice: HeldChoice
  /** For whom it was held before. */
  readonly held: readonly HeldRecipient[]
}

export const releaseHere = (database: Database, chosen: Chosen, wishes: ReleaseWishes): Promise<Released> =>
  decideHere(database, thisMachine('held release'), async (transaction, by) => {
    const released = await releaseHeld(transaction, chosen.choice, wishes)
    const { allowSender, learn, evenVirus } = wishes
    await tell(transaction, by, {
      ...{ action: 'release:held', held: chosen.held, recipients: released.recipients },
      wishes: { allowSender, learn, evenVirus },
    })
    return released
  })

export const deleteHere = (database: Database, chosen: Chosen): Promise<readonly EmailAddress[]> =>
  decideHere(database, thisMachine('held delete'), async (transaction, by) => {
    const recipients = await deleteHeld(transaction, chosen.choice)
    await tell(transaction, by, { action: 'delete:held', held: chosen.held, recipients, wishes: {} })
    return recipients
  })

const decideHere = <Value>(
  database: Database,
  by: AuditActor,
  work: (transaction: Transaction, by: AuditActor) => Promise<Value>,
): Promise<Value> =>
  redactQueryErrors(() =>
    database.transaction(async (transaction) => {
      await actAs(transaction, by)
      return await work(transaction, by)
    }),
  )

interface Decided {
  readonly action: 'release:held' | 'delete:held'
  readonly held: readonly HeldRecipient[]
  /** For whom it was decided: those who were released or deleted before are not among them. */
  readonly recipients: readonly EmailAddress[]
  readonly wishes: Readonly<Record<string, boolean>>
}

async function tell(
  transaction: Transaction,
  by: AuditActor,
  { action, held, recipients, wishes }: Decided,
): Promise<void> {
  const decided = held.filter(({ recipient }) => recipients.includes(recipient))
  for (const [commune, rows] of Map.groupBy(decided, (row): CommuneId => row.commune)) {
    const [first] = rows
    if (first === undefined) continue
    await writeAudit(transaction, by, {
      ...{ action, commune, entityId: first.queueId, entity: nameOf(first) },
      after: { recipients: rows.map(({ recipient }) => recipient), ...wishes },
    })
  }
}

const nameOf = ({ author, reversePath }: HeldRecipient): string =>
  author === '' ? (reversePath === '' ? '<>' : reversePath) : author
