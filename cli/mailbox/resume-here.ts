// What the button of the panel does, done by whoever is root on this machine; the log says that it was done here.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '#db/connection.ts'
import { actAs, writeAudit } from '#db/stores/audit.ts'
import { type ResumedSending, resumeSending, type StoppedMailbox } from '#db/stores/sending/sending-stops.ts'
import { thisMachine } from '../this-machine.ts'

const here = thisMachine('mailbox resume-sending')

export type Resumed = StoppedMailbox & { readonly address: EmailAddress; readonly releaseHeld: boolean }

/** Null when it was not suspended. */
export const resumeHere = (database: Database, which: Resumed): Promise<ResumedSending | null> =>
  database.transaction(async (transaction) => {
    await actAs(transaction, here)
    const resumed = await resumeSending(transaction, which)
    if (resumed !== null)
      await writeAudit(transaction, here, {
        action: 'resume:sending',
        commune: which.commune,
        entityId: which.mailbox,
        entity: which.address,
        after: { released: resumed.released },
      })
    return resumed
  })
