// The directory as the gateway asks it: a small memory in front of one query. The memory is trusted only while a LISTEN
// connection proves, second by second, that it would have heard of a change; without that every answer is fresh.

import type pg from 'pg'
import type { Directory, RecipientResolution } from '#core/directory.ts'
import { type EmailAddress, mailboxKey } from '#core/email-address.ts'
import type { Database } from '../connection.ts'
import { resolveRecipient } from './resolve-recipient.ts'

const mostRemembered = 10_000
const heartbeatMilliseconds = 1_000
const heartbeatTimeoutMilliseconds = 1_000
const reconnectMilliseconds = 1_000

export class PostgresqlDirectory implements Directory, AsyncDisposable {
  readonly #database: Database
  readonly #remembered = new Map<EmailAddress, RecipientResolution>()
  /** Counts changes: an answer asked for before a change is not remembered after it. */
  #changes = 0
  #listener: pg.Client | null = null
  #timer: NodeJS.Timeout | null = null
  #closed = false

  constructor(database: Database) {
    this.#database = database
    void this.#listen()
  }

  /** Whether answers may come from memory at this moment. */
  get listening(): boolean {
    return this.#listener !== null
  }

  async resolve(recipient: EmailAddress): Promise<RecipientResolution> {
    const { key } = mailboxKey(recipient)
    const known = this.#remembered.get(key)
    if (known !== undefined) return known
    const asked = this.#changes
    const resolution = await resolveRecipient(this.#database.pool, key)
    if (this.#listener !== null && asked === this.#changes) this.#remember(key, resolution)
    return resolution
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    const listener = this.#listener
    this.#lose(listener)
    await listener?.end().catch(() => undefined)
  }

  #remember(key: EmailAddress, resolution: RecipientResolution): void {
    const oldest = this.#remembered.keys().next().value
    if (this.#remembered.size >= mostRemembered && oldest !== undefined) this.#remembered.delete(oldest)
    this.#remembered.set(key, resolution)
  }

  #forget(): void {
    this.#changes += 1
    this.#remembered.clear()
  }

  async #listen(): Promise<void> {
    const client = this.#database.openClient()
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    client.on('notification', () => this.#forget())
    try {
      await client.connect()
      await client.query('listen directory')
    } catch {
      await client.end().catch(() => undefined)
      return this.#again(() => this.#listen(), reconnectMilliseconds)
    }
    if (this.#closed) return void client.end().catch(() => undefined)
    this.#forget()
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
    this.#forget()
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
