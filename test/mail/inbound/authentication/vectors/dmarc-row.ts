// One rule of DMARC as a message and what must come of it.

export interface DmarcRow {
  /** The paragraph (of RFC 9989 unless it says another), and its point in our words. */
  readonly rule: string
  readonly zone: readonly string[]
  /** The value of From; author@away.test when left out. */
  readonly from?: string
  /** user@away.test when left out. The client is 192.0.2.1. */
  readonly reversePath?: string
  /** d= of a signature with the key s1 of that domain. */
  readonly signedBy?: string
  /** What Authentication-Results says, and what becomes of the message. */
  readonly expect:
    | 'pass'
    | 'none'
    | 'none, junk'
    | 'fail, delivered'
    | 'fail, junk'
    | 'fail, refused'
    | 'message refused'
    | '451'
  /** What a sender who knows RFC 7489 may expect instead. */
  readonly differs?: string
  /** Why the row is not what the RFC says; what we do about it stands in docs/decisions. */
  readonly disagrees?: string
}
