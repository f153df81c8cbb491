// The directory as the gateway asks it: a small memory in front of one query, trusted only while changes are heard of;
// without that every answer is fresh.

import type { Directory, RecipientResolution } from '#core/address/directory.ts'
import { type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import type { ChangeListener } from '../../change-listener.ts'
import type { Database } from '../../connection.ts'
import { resolveRecipient } from './resolve-recipient.ts'

const mostRemembered = 10_000

export class PostgresqlDirectory implements Directory {
  readonly #database: Database
  readonly #changes: ChangeListener
  readonly #remembered = new Map<EmailAddress, RecipientResolution>()
  /** An answer asked for before a change is not remembered after it. */
  #generation = 0

  constructor(database: Database, changes: ChangeListener) {
    this.#database = database
    this.#changes = changes
    changes.onChange('directory', () => {
      this.#generation += 1
      this.#remembered.clear()
    })
  }

  async resolve(recipient: EmailAddress): Promise<RecipientResolution> {
    const { key } = mailboxKey(recipient)
    const known = this.#remembered.get(key)
    if (known !== undefined) return known
    const asked = this.#generation
    const resolution = await resolveRecipient(this.#database.pool, key)
    if (this.#changes.listening && asked === this.#generation) this.#remember(key, resolution)
    return resolution
  }

  #remember(key: EmailAddress, resolution: RecipientResolution): void {
    const oldest = this.#remembered.keys().next().value
    if (this.#remembered.size >= mostRemembered && oldest !== undefined) this.#remembered.delete(oldest)
    this.#remembered.set(key, resolution)
  }
}
