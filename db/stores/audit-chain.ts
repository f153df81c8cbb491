// Whether the audit log still is what was written: each row's seal follows from the one before it.

import type { Database } from '../connection.ts'

export interface AuditChain {
  readonly rows: number
  /** The last row; null for an empty log. */
  readonly last: { readonly id: number; readonly seal: string } | null
  /** Rows that do not follow, the first ones; `missing`: what stood before it. */
  readonly breaks: readonly { readonly id: number; readonly kind: 'missing' | 'forged' }[]
  /** Whether a row with the seal that was asked for is there. */
  readonly expectedFound: boolean
}

const most = 10
/** A log of millions of rows is read as a whole, for as long as that takes. */
const patienceMilliseconds = 3_600_000

/** `expected`: a seal that was noted down earlier, or null. */
export async function checkAuditChain({ pool }: Database, expected: string | null): Promise<AuditChain> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    const patient = { query_timeout: patienceMilliseconds }
    const broken = await client.query<{ id: string; kind: 'missing' | 'forged' }>({
      ...patient,
      text: 'select id, kind from audit_breaks($1)',
      values: [most],
    })
    const told = await client.query<{ rows: string; found: boolean }>({
      ...patient,
      text: 'select count(*) as rows, coalesce(bool_or(seal = $1), false) as found from audit',
      values: [expected],
    })
    const end = await client.query<{ id: string; seal: string }>(
      'select id, seal from audit order by id desc limit 1',
    )
    await client.query('commit')
    const [last] = end.rows
    return {
      rows: Number(told.rows[0]?.rows ?? 0),
      last: last === undefined ? null : { id: Number(last.id), seal: last.seal },
      breaks: broken.rows.map(({ id, kind }) => ({ id: Number(id), kind })),
      expectedFound: told.rows[0]?.found ?? false,
    }
  } finally {
    client.release(true)
  }
}
