// How a session with a mail host of others was protected, in the words of the reports about it (RFC 8460 §4.2 to §4.4).

import { type TlsPolicy, type TlsResult, tlsPolicies, tlsResults } from '../contract.ts'

export { type TlsPolicy, type TlsResult, tlsPolicies, tlsResults }

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
