// One rule of SPF as a message and what must come of it.

export interface SpfRow {
  /** The paragraph of RFC 7208, and its point in our words. */
  readonly rule: string
  /** Records, as a master file has them; the sender is user@away.test. */
  readonly zone: readonly string[]
  /** Addresses of the client; 192.0.2.1 unless the rule is about addresses. */
  readonly client?: string
  readonly helo?: string
  readonly reversePath?: string
  /** The word in Authentication-Results; `451` when the sender must come back. */
  readonly expect: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | '451'
  /** Why the row is not what the RFC says; what we do about it stands in docs/decisions. */
  readonly disagrees?: string
}
