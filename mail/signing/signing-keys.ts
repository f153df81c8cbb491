// Who may sign for a domain: what the signer needs of the keys, wherever they are kept.

import type { KeyObject } from 'node:crypto'
import type { Domain } from '#core/address/email-address.ts'
import type { DkimAlgorithm, DkimSelector } from '#core/deliverability/dkim-key.ts'

export interface SigningKey {
  readonly domain: Domain
  readonly selector: DkimSelector
  readonly algorithm: DkimAlgorithm
  readonly privateKey: KeyObject
}

export interface SigningKeys {
  /** One for each algorithm at most; none for a domain that is not ours or has no key yet. Rejects when nobody can say. */
  activeOf(domain: Domain): Promise<readonly SigningKey[]>
}
