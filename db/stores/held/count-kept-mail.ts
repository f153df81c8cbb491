// How much kept mail there is, for whoever watches over an installation. Never what it says or for whom it is.

import { sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

interface Amount {
  /** A message counts once, however many recipients it is kept for. */
  readonly messages: number
  readonly bytes: number
}

export interface KeptMailAmounts {
  /** Tried again by the worker. */
  readonly waiting: Amount
  /** For a person to look at. */
  readonly held: Amount
}

const amountsQuery = sql`
  select kind, count(*)::int as messages, coalesce(sum(size), 0)::float8 as bytes
  from (select distinct kind, queue_id from kept_recipient where settled_at is null) as kept
  join kept_message using (queue_id) group by kind`

type AmountRow = { readonly kind: string; readonly messages: number; readonly bytes: number }

/** Needs the rights of `vm_owner` or `vm_admin`. */
export async function countKeptMail({ drizzle }: Database): Promise<KeptMailAmounts> {
  const { rows } = await redactQueryErrors(() => drizzle.execute<AmountRow>(amountsQuery))
  const amountOf = (wanted: keyof KeptMailAmounts): Amount => {
    const { messages, bytes } = rows.find(({ kind }) => kind === wanted) ?? { messages: 0, bytes: 0 }
    return { messages, bytes }
  }
  return { waiting: amountOf('waiting'), held: amountOf('held') }
}
