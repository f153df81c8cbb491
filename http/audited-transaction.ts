// One transaction of a change: it names who acts, owes a row of the audit log, and is undone as a whole when the work ends
// in a problem.

import type { Database, Transaction } from '#db/connection.ts'
import { type AuditActor, type AuditEntry, actAs, writeAudit } from '#db/stores/audit.ts'
import { Problem } from './problem.ts'

export interface Audited {
  readonly transaction: Transaction
  readonly audit: (...entries: readonly AuditEntry[]) => Promise<void>
  /** From here on the log names this person: one who signs in by this very request. */
  readonly becomes: (person: { readonly id: string; readonly email: string }) => Promise<void>
}

/** Rejects as the database does, and for work that succeeds without a row of the log: `name` says whose. */
export async function auditedTransaction<Value>(
  database: Pick<Database, 'transaction'>,
  { by: first, name }: { readonly by: AuditActor; readonly name: string },
  work: (audited: Audited) => Promise<Value | Problem>,
): Promise<Value | Problem> {
  let by = first
  return await undone(async (refuse) =>
    database.transaction(async (transaction) => {
      await actAs(transaction, by)
      let rows = 0
      const audit: Audited['audit'] = async (...entries) => {
        rows += entries.length
        await writeAudit(transaction, by, ...entries)
      }
      const becomes: Audited['becomes'] = async ({ id, email }) => {
        by = { ...by, kind: 'person', id, name: email }
        await actAs(transaction, by)
      }
      const value = await work({ transaction, audit, becomes })
      if (value instanceof Problem) throw refuse(value)
      if (rows === 0) throw new Error(`${name} wrote no row of the audit log`)
      return value
    }),
  )
}

/** A refusal inside a transaction undoes it, and comes out as the value it is. */
async function undone<Value>(
  work: (refuse: (problem: Problem) => Error) => Promise<Value>,
): Promise<Value | Problem> {
  let refused: Problem | null = null
  try {
    return await work((problem) => {
      refused = problem
      return new Error('undone')
    })
  } catch (error) {
    if (refused !== null) return refused
    throw error
  }
}
