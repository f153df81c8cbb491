// One rule of ARC as a message and what must come of it.

export interface ArcRow {
  /** The paragraph (of RFC 8617 unless it says another), and its point in our words. */
  readonly rule: string
  /** Records besides the keys of the sealers. */
  readonly zone?: readonly string[]
  readonly message: () => string
  readonly expect: 'none' | 'pass' | 'fail'
  /** Why the row is not what the RFC says; what we do about it stands in docs/decisions. */
  readonly disagrees?: string
}
