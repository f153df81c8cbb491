// What two people do in the panel, done by whoever is root on this machine; the log says that it was done here.

import type { Database } from '#db/connection.ts'
import { actAs, writeAudit } from '#db/stores/audit.ts'
import type { NamedPerson } from '#db/stores/persons/find-person.ts'
import type { IssuedCode } from '#identity/issue-activation-code.ts'
import { resetAccount } from '#identity/reset-account.ts'
import { thisMachine } from '../this-machine.ts'

const here = thisMachine('admin reset-factor')

/** `now` in milliseconds. */
export const resetFactorHere = (database: Database, person: NamedPerson, now: number): Promise<IssuedCode> =>
  database.transaction(async (transaction) => {
    await actAs(transaction, here)
    await writeAudit(transaction, here, {
      action: 'reset:factor',
      commune: person.commune.id,
      entityId: person.id,
      entity: person.email,
    })
    return await resetAccount(transaction, person.id, now)
  })
