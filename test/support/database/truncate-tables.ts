// Empties tables under a running gateway. TRUNCATE locks its tables one after the other, and a question over several of them can
// meet it crosswise: PostgreSQL then ends one of the two, which is told to ask again (SQLSTATE 40P01).

import pg from 'pg'
import type { Database } from '#db/connection.ts'
import { eventually } from '../stack/eventually.ts'

/** `tables` as TRUNCATE takes them, and all that refers to them. */
export const emptied = ({ pool }: Database, tables: string): Promise<true> =>
  eventually(`${tables} emptied`, async () => {
    try {
      await pool.query(`truncate ${tables} cascade`)
      return true
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '40P01') return null
      throw error
    }
  })
