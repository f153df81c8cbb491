// Whether the certificates of a server are those that TLSA records name (RFC 6698 §2.1, RFC 7671 §5, RFC 7672 §3.1).

import { createHash, type X509Certificate } from 'node:crypto'
import type { TlsResult } from '#core/deliverability/tls-session.ts'
import type { TlsaRecord } from '#daemons/dns/dns-answer.ts'
import { daneEndEntity } from './usable-tlsa.ts'

export interface Presented {
  /** The server's own first, then what issued it. */
  readonly chain: readonly X509Certificate[]
  readonly names: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Null when it is right, else why it is not, in words and in those of RFC 8460 §4.3. */
export function daneMismatch(
  records: readonly TlsaRecord[],
  presented: Presented,
): { readonly cause: string; readonly tls: TlsResult } | null {
  const [leaf] = presented.chain
  if (leaf === undefined) return { cause: 'it shows no certificate', tls: 'validation-failure' }
  // DANE-EE: neither name nor date count, the record says it all (RFC 7672 §3.1.1).
  const forLeaf = records.filter(({ usage }) => usage === daneEndEntity)
  if (forLeaf.some((record) => matches(leaf, record))) return null
  const forIssuer = records.filter(({ usage }) => usage !== daneEndEntity)
  if (forIssuer.length === 0)
    return { cause: 'its certificate is not the one that TLSA names', tls: 'tlsa-invalid' }
  const path = issuedPath(presented.chain, presented.now)
  const anchored = path.slice(1).some((issuer) => forIssuer.some((record) => matches(issuer, record)))
  if (!anchored)
    return { cause: 'its certificate was not issued by the one that TLSA names', tls: 'tlsa-invalid' }
  const named = presented.names.some((name) => leaf.checkHost(name, { subject: 'default' }) !== undefined)
  return named ? null : { cause: 'its certificate is for another name', tls: 'certificate-host-mismatch' }
}

function matches(certificate: X509Certificate, { selector, matchingType, association }: TlsaRecord): boolean {
  const whole =
    selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' })
  if (matchingType === 0) return whole.equals(association)
  return createHash(matchingType === 1 ? 'sha256' : 'sha512')
    .update(whole)
    .digest()
    .equals(association)
}

/**
 * As far as each was signed by the next and is valid today. A certificate that merely travels along, such as the right
 * authority's behind a leaf that it never signed, is not on the path. Each but the leaf must be one that may sign others.
 */
function issuedPath(chain: readonly X509Certificate[], now: number): readonly X509Certificate[] {
  const path: X509Certificate[] = []
  for (const certificate of chain) {
    const issued = path.at(-1)
    const follows =
      issued === undefined ||
      (certificate.ca && issued.checkIssued(certificate) && issued.verify(certificate.publicKey))
    if (!follows || !isValidAt(certificate, now)) break
    path.push(certificate)
  }
  return path
}

const isValidAt = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  validFromDate.getTime() <= now && now <= validToDate.getTime()
