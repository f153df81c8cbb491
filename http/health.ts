// Whether a web process can do its work, for whoever supervises it.

import type { Database } from '#db/connection.ts'

export async function health({ pool }: Database): Promise<Response> {
  try {
    await pool.query('select 1')
    return Response.json({ state: 'healthy' })
  } catch {
    return Response.json({ state: 'degraded', detail: 'the database does not answer' }, { status: 503 })
  }
}
