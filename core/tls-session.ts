// How a session with a mail host of others was protected, in the words of the reports about it (RFC 8460 §4.2 to §4.4). Of §4.3.2
// `dane-required` alone is left out: nobody configures us to insist on DANE where a domain has none.

export const tlsPolicies = ['tlsa', 'sts', 'no-policy-found'] as const
export type TlsPolicy = (typeof tlsPolicies)[number]

export const tlsResults = [
  'success',
  // §4.3.1: what came of the handshake.
  'starttls-not-supported',
  'certificate-host-mismatch',
  'certificate-expired',
  'certificate-not-trusted',
  /** Any other reason. */
  'validation-failure',
  // §4.3.2.1, DANE: no TLSA record that can be used, or none that names what the server shows.
  'tlsa-invalid',
  /** They could not be had with DNSSEC's word for them. */
  'dnssec-invalid',
  // §4.3.2.2, MTA-STS: its policy is announced, and could not be had, read, or be believed to be theirs.
  'sts-policy-fetch-error',
  'sts-policy-invalid',
  'sts-webpki-invalid',
] as const
export type TlsResult = (typeof tlsResults)[number]

/** Why a policy of MTA-STS that is announced is not in force. */
export type StsFailure = Extract<TlsResult, `sts-${string}`>

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
