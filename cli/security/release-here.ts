// What the panel's screen of blocks does, done by whoever is root on this machine; the log says that it was done here.

import type { Database } from '#db/connection.ts'
import { actAs, writeAudit } from '#db/stores/audit.ts'
import { type BlockedClient, type Released, releaseBlocksOf } from '#db/stores/security/release-blocks.ts'
import { thisMachine } from '../this-machine.ts'

const here = thisMachine('security release')

/** One row of the log for each block that ended; none where nothing was blocked. */
export const releaseHere = (database: Database, shutOut: BlockedClient): Promise<readonly Released[]> =>
  database.transaction(async (transaction) => {
    await actAs(transaction, here)
    const released = await releaseBlocksOf(transaction, shutOut)
    for (const { login, network } of released) {
      const entity = login === null ? network : `${login} (${network})`
      await writeAudit(transaction, here, {
        action: 'release:block',
        commune: null,
        entityId: network,
        entity,
      })
    }
    return released
  })
