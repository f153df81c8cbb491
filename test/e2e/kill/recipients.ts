// Whom the messages of a test are for, and what becomes of a message for each of them, by the policy of its commune.

import { senderAddress } from '#cli/demo/sender.ts'
import type { Database } from '#db/connection.ts'

export interface Recipient {
  readonly address: string
  readonly place: 'INBOX' | 'Junk' | 'held'
}

const delivers: Recipient = { address: 'mairie@mairie-saulieu.test', place: 'INBOX' }
const delivers2: Recipient = { address: 'claire.garnier@mairie-saulieu.test', place: 'INBOX' }
const junks: Recipient = { address: 'mairie@mairie-flavigny-sur-ozerain.test', place: 'Junk' }
export const holds: Recipient = { address: 'mairie@mairie-nolay.test', place: 'held' }

/** What one message may be: for one mailbox; for one that takes it and one that holds it; for each place there is. */
export const kindsOfMessage: readonly (readonly Recipient[])[] = [
  [delivers],
  [delivers2, holds],
  [delivers, junks, holds],
]

/** Nolay refuses the sender, which is held where others have the message; Flavigny files whatever scores at all. */
export async function setPolicies(database: Database): Promise<void> {
  await database.pool.query(
    `insert into commune_policy (commune_id, junk_at_score, refuse_at_score)
    select commune_id, 0.1, 900 from domain where name = $1`,
    ['mairie-flavigny-sur-ozerain.test'],
  )
  // The last one: a gateway that knows of it knows of the others.
  await database.pool.query(
    `insert into sender_rule (commune_id, kind, value, effect)
    select commune_id, 'address', lower($2), 'deny' from domain where name = $1`,
    ['mairie-nolay.test', senderAddress],
  )
}
