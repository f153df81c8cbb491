// How a session with a mail host of others was protected, in the words of the reports about it (RFC 8460 §4.2 to §4.4).

export const tlsPolicies = ['tlsa', 'sts', 'no-policy-found'] as const
export type TlsPolicy = (typeof tlsPolicies)[number]

export const tlsResults = [
  'success',
  'starttls-not-supported',
  'certificate-host-mismatch',
  'certificate-expired',
  'certificate-not-trusted',
  /** Any other reason of the handshake or of DANE's matching. */
  'validation-failure',
  /** TLSA records could not be had with DNSSEC's word for them. */
  'dnssec-invalid',
] as const
export type TlsResult = (typeof tlsResults)[number]

export interface TlsSession {
  readonly at: Date
  /** The domain that the mail was for. */
  readonly destination: string
  readonly host: string
  readonly policy: TlsPolicy
  readonly result: TlsResult
}

export interface TlsSessions {
  /** Never waits, never fails: what cannot be written is counted in the log. */
  add(session: TlsSession): void
}
