// Where the messages are in the end, against those that were accepted.

import type { Database } from '#db/connection.ts'
import { countMessages } from '#test/support/dovecot/mail-client.ts'
import { accountOf, type StackOverview } from '#test/support/stack/stack.ts'
import type { Accepted } from './flow.ts'
import { kindsOfMessage, type Recipient } from './recipients.ts'

export interface Balance {
  /** Message-ID of what was accepted for somebody who does not have it. */
  readonly lost: readonly string[]
  readonly duplicated: readonly string[]
  readonly once: Readonly<Record<Recipient['place'], number>>
}

type Copies = ReadonlyMap<string, ReadonlyMap<string, number>>

export async function balance(
  accepted: readonly Accepted[],
  overview: StackOverview,
  database: Database,
): Promise<Balance> {
  const found = await copies(overview, database)
  const each = accepted.flatMap(({ messageId, recipients }) =>
    recipients.map(({ address, place }) => ({
      place,
      messageId,
      copies: found.get(address)?.get(messageId) ?? 0,
    })),
  )
  const there = (wanted: Recipient['place']): number =>
    each.filter(({ place, copies: count }) => place === wanted && count > 0).length
  return {
    lost: each.filter(({ copies: count }) => count === 0).map(({ messageId }) => messageId),
    duplicated: each.filter(({ copies: count }) => count > 1).map(({ messageId }) => messageId),
    once: { INBOX: there('INBOX'), Junk: there('Junk'), held: there('held') },
  }
}

/** Copies of each Message-ID by address, in the folder or the rows where that address has its mail. */
async function copies(overview: StackOverview, database: Database): Promise<Copies> {
  const found = new Map<string, ReadonlyMap<string, number>>()
  for (const { address, place } of new Set(kindsOfMessage.flat())) {
    const counts =
      place === 'held'
        ? await heldMessages(database, address)
        : await countMessages(overview.endpoints.imap, accountOf(overview, address), place)
    found.set(address, counts)
  }
  return found
}

async function heldMessages(database: Database, address: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.pool.query(
    `select substring(encode(content, 'escape') from 'Message-ID: (<[^>]+>)') as id, count(*)::integer as copies
    from kept_message join kept_recipient using (queue_id)
    where recipient = $1 and kind = 'held' and settled_at is null group by 1`,
    [address],
  )
  return new Map(rows.map(({ id, copies: count }) => [id, count]))
}

export async function countWaiting(database: Database): Promise<number> {
  const { rows } = await database.pool.query(
    "select count(*)::integer as waiting from kept_recipient where kind = 'waiting' and settled_at is null",
  )
  return rows[0]?.waiting ?? 0
}
