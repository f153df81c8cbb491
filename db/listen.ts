// Hears every notification of one channel (NOTIFY), on a connection of its own that is opened again when it is lost. What is
// said meanwhile is not heard: whoever must not miss anything looks into the database as well.

import type pg from 'pg'
import type { Database } from './connection.ts'

const reconnectMilliseconds = 1_000
/** A connection can be dead without an error. */
const heartbeatMilliseconds = 15_000

export interface ListenOptions {
  readonly channel: 'sessions' | 'queue' | 'directory'
  readonly heard: (payload: string) => void
  /** The connection is there, for the first time or again: something may have been missed. */
  readonly connected?: () => void
}

export function listen(database: Pick<Database, 'openClient'>, hearing: ListenOptions): AsyncDisposable {
  let closed = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  const again = (work: () => Promise<void>, milliseconds: number) => {
    clearTimeout(timer)
    if (!closed) timer = setTimeout(() => void work(), milliseconds).unref()
  }
  const lose = (lost: pg.Client) => {
    if (client !== lost) return
    client = null
    void lost.end().catch(() => undefined)
    again(open, reconnectMilliseconds)
  }
  const beat = async (of: pg.Client) => {
    try {
      await of.query('select 1')
      if (client === of) again(() => beat(of), heartbeatMilliseconds)
    } catch {
      lose(of)
    }
  }
  const open = async () => {
    const opened = database.openClient()
    client = opened
    opened.on('error', () => lose(opened))
    opened.on('end', () => lose(opened))
    opened.on('notification', ({ payload }) => hearing.heard(payload ?? ''))
    try {
      await opened.connect()
      await opened.query(`listen ${hearing.channel}`)
      hearing.connected?.()
      again(() => beat(opened), heartbeatMilliseconds)
    } catch {
      lose(opened)
    }
  }
  void open()
  return {
    async [Symbol.asyncDispose]() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = null
      await last?.end().catch(() => undefined)
    },
  }
}
