// Whether a message can go only to servers that take SMTPUTF8 (RFC 6531): by what is in it, not by what its sender's program says.

export interface AskedUtf8 {
  /** Whoever handed it to us asked for it: many programs do so always. */
  readonly smtputf8: boolean
  /** As it will be sent. */
  readonly head: Buffer
  readonly addresses: readonly string[]
}

/**
 * An address beyond ASCII needs servers that take it, and so does a field of whoever asked for SMTPUTF8 (RFC 6531 §3.5).
 * The raw octets that copiers and old programs put into a subject go as they came: every server takes them.
 */
export const needsUtf8 = ({ smtputf8, head, addresses }: AskedUtf8): boolean =>
  (smtputf8 && head.some((octet) => octet > 0x7f)) || addresses.some((each) => /[^\0-\x7f]/.test(each))
