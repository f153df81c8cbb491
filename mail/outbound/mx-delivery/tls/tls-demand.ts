// What a connection to a mail host has to prove before anything is sent over it.

import type { StsFailure } from '#core/deliverability/tls-session.ts'
import type { TlsaRecord } from '#daemons/dns/dns-answer.ts'

export type TlsDemand =
  /** TLS where it is offered, whoever answers (RFC 7435): better than nothing. `failure`: more is announced, and not to be had. */
  | { readonly kind: 'opportunistic'; readonly failure?: StsFailure }
  /** The same, and reports say what a policy that only tests would have refused (RFC 8461 §5), `named` by it or not. */
  | { readonly kind: 'testing'; readonly named: boolean }
  /** TLS, whoever answers: there are TLSA records, but none that we can use (RFC 7672 §2.2). */
  | { readonly kind: 'encrypted'; readonly servername: string }
  /** A certificate that the records name (RFC 7672 §3.1). */
  | {
      readonly kind: 'dane'
      /** The name that the records stand under, asked for by SNI (RFC 7672 §8.1). */
      readonly servername: string
      /** Any of them in the certificate, where a record names its issuer (RFC 7672 §3.2.3). */
      readonly names: readonly string[]
      readonly records: readonly TlsaRecord[]
    }
  /** A certificate of a public authority for the host (RFC 8461 §4.1). */
  | { readonly kind: 'mta-sts'; readonly servername: string }
  /** The same, because our own configuration says so. */
  | { readonly kind: 'verified'; readonly servername: string }

/** Those that let a message go whatever protects it. */
export const demandsNothing = (
  demand: TlsDemand,
): demand is Extract<TlsDemand, { readonly kind: 'opportunistic' | 'testing' }> =>
  demand.kind === 'opportunistic' || demand.kind === 'testing'

/** Two demands with the same mark are met by the same connection. */
export function markOf(demand: TlsDemand): string {
  if (demandsNothing(demand)) return 'opportunistic'
  if (demand.kind !== 'dane') return `${demand.kind} ${demand.servername}`
  const records = demand.records.map(
    ({ usage, selector, matchingType, association }) =>
      `${usage}${selector}${matchingType}${association.toString('base64')}`,
  )
  return ['dane', demand.servername, ...demand.names, ...records.sort()].join(' ')
}
