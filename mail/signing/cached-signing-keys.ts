// Active keys out of the database, decrypted once and remembered while changes are heard of; otherwise asked for each time.

import { createPrivateKey } from 'node:crypto'
import type { Domain } from '#core/address/email-address.ts'
import { LruCache } from '#core/lru-cache.ts'
import type { ChangeListener } from '#db/change-listener.ts'
import type { DkimKeyStore, EncryptedSigningKey } from '#db/stores/deliverability/dkim-keys.ts'
import type { KeyEncryption } from './key-encryption.ts'
import type { SigningKey, SigningKeys } from './signing-keys.ts'

/** Every domain of a large département; two keys take some kilobytes. */
const mostDomains = 2_000

export class CachedSigningKeys implements SigningKeys {
  readonly #store: Pick<DkimKeyStore, 'active'>
  readonly #encryption: KeyEncryption
  readonly #changes: ChangeListener
  #remembered = new LruCache<readonly SigningKey[]>(mostDomains)

  constructor(store: Pick<DkimKeyStore, 'active'>, encryption: KeyEncryption, changes: ChangeListener) {
    this.#store = store
    this.#encryption = encryption
    this.#changes = changes
    changes.onChange('signing_keys', () => {
      this.#remembered = new LruCache(mostDomains)
    })
  }

  /** Rejects as well when a key cannot be decrypted: unsigned mail is no way out. */
  async activeOf(domain: Domain): Promise<readonly SigningKey[]> {
    const known = this.#remembered.get(domain)
    if (known !== undefined) return known
    // An answer asked for before a change is not remembered after it.
    const memory = this.#remembered
    const keys = (await this.#store.active(domain)).map((key) => this.#decrypted(key))
    if (this.#changes.listening) memory.set(domain, keys)
    return keys
  }

  #decrypted({ domain, selector, algorithm, encrypted }: EncryptedSigningKey): SigningKey {
    const der = this.#encryption.decrypt(encrypted, { domain, selector })
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    der.fill(0)
    return { domain, selector, algorithm, privateKey }
  }
}
