// The keys that a domain of ours signs its mail with (RFC 6376, RFC 8463), as they are known without their private half.

import type { Domain } from '../address/email-address.ts'
import type { Brand } from '../brand.ts'

/** RFC 8301 §3.1 leaves one for RSA; RFC 8463 adds the other. */
export const dkimAlgorithms = ['rsa-sha256', 'ed25519-sha256'] as const
export type DkimAlgorithm = (typeof dkimAlgorithms)[number]

/**
 * published: its record is wanted in the DNS, and nothing is signed with it. active: it signs. retired: it signs no more, its
 * private half is gone, and its record stays for what is still under way.
 */
export const dkimKeyStates = ['published', 'active', 'retired'] as const
export type DkimKeyState = (typeof dkimKeyStates)[number]

/** The label below `_domainkey` (RFC 6376 §3.1). */
export type DkimSelector = Brand<string, 'DkimSelector'>

export interface DkimKey {
  readonly domain: Domain
  readonly selector: DkimSelector
  readonly algorithm: DkimAlgorithm
  readonly state: DkimKeyState
  /** The p= of its record, base64 (RFC 6376 §3.6.1, RFC 8463 §4). */
  readonly publicKey: string
  readonly publishedAt: Date
  /** Null until then. */
  readonly activatedAt: Date | null
  readonly retiredAt: Date | null
}
