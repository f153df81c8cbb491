// Hears of changes that other processes made (NOTIFY). What a store remembers is trusted only while this connection
// proves, beat by beat, that it would have heard of a change.

import type pg from 'pg'
import type { Database } from './connection.ts'

/** Together less than the second that an answer of a store may be old: silence is only known for loss after both. */
const heartbeatMilliseconds = 400
const heartbeatTimeoutMilliseconds = 400
const reconnectMilliseconds = 1_000

/** The channels that triggers of the migrations notify. */
export type ChangeChannel = 'directory' | 'policies' | 'leak_policies' | 'signing_keys'

export class ChangeListener implements AsyncDisposable {
  readonly #database: Database
  readonly #forget = new Map<ChangeChannel, () => void>()
  #listener: pg.Client | null = null
  #timer: NodeJS.Timeout | null = null
  #closed = false

  constructor(database: Database) {
    this.#database = database
    void this.#listen()
  }

  /** Whether what is remembered may be believed at this moment. */
  get listening(): boolean {
    return this.#listener !== null
  }

  /** `forget` runs on every change of the channel, and whenever one may have been missed. */
  onChange(channel: ChangeChannel, forget: () => void): void {
    this.#forget.set(channel, forget)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    const listener = this.#listener
    this.#lose(listener)
    await listener?.end().catch(() => undefined)
  }

  #forgetAll(): void {
    for (const forget of this.#forget.values()) forget()
  }

  async #listen(): Promise<void> {
    const client = this.#database.openClient()
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ channel }) => {
      for (const [name, forget] of this.#forget) if (name === channel) forget()
    })
    try {
      await client.connect()
      await client.query('listen directory; listen policies; listen leak_policies; listen signing_keys')
    } catch {
      await client.end().catch(() => undefined)
      return this.#again(() => this.#listen(), reconnectMilliseconds)
    }
    if (this.#closed) return void client.end().catch(() => undefined)
    this.#forgetAll()
    this.#listener = client
    this.#again(() => this.#beat(client), heartbeatMilliseconds)
  }

  /** A connection can be dead without an error: silence is taken for loss. */
  async #beat(client: pg.Client): Promise<void> {
    const late = setTimeout(() => this.#lose(client), heartbeatTimeoutMilliseconds)
    try {
      await client.query('select 1')
    } catch {
      this.#lose(client)
    }
    clearTimeout(late)
    if (this.#listener === client) this.#again(() => this.#beat(client), heartbeatMilliseconds)
    else client.end().catch(() => undefined)
  }

  #lose(client: pg.Client | null): void {
    if (client === null || this.#listener !== client) return
    this.#listener = null
    this.#forgetAll()
    if (!this.#closed) this.#again(() => this.#listen(), reconnectMilliseconds)
    else if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #again(next: () => Promise<void>, milliseconds: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (this.#closed) return
    this.#timer = setTimeout(() => void next(), milliseconds)
    this.#timer.unref()
  }
}
