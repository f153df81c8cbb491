// One rule of DKIM as a message and what must come of it.

export interface DkimRow {
  /** The paragraph (of RFC 6376 unless it says another), and its point in our words. */
  readonly rule: string
  /** Records besides the key s1 of away.test, or instead of it when they name that. */
  readonly zone?: readonly string[]
  readonly message: () => string
  /** The words in Authentication-Results, one for each signature from the top; or the code of the reply that says no. */
  readonly expect: string
  /** Why the row is not what the RFC says; what we do about it stands in docs/decisions. */
  readonly disagrees?: string
}
