// Which TLSA records a mail client goes by (RFC 7672 §3.1, RFC 7671 §9).

import type { TlsaRecord } from '#daemons/dns/dns-answer.ts'

/** RFC 7218: usages 0 and 1 lean on public authorities, which mail hosts have no list of in common (RFC 7672 §3.1.3). */
export const daneTrustAnchor = 2
export const daneEndEntity = 3

/** Octets of what each matching type says; 0 is the thing itself. */
const digestOctets: Readonly<Record<number, number>> = { 1: 32, 2: 64 }

/** Without those that mean nothing to us, and without a weaker digest where a stronger one says the same. */
export function usableRecords(records: readonly TlsaRecord[]): readonly TlsaRecord[] {
  const usable = records.filter(isUsable)
  return usable.filter(({ usage, selector, matchingType }) => {
    const strongest = Math.max(
      ...usable.filter((other) => other.usage === usage && other.selector === selector).map(typeOf),
    )
    return matchingType === 0 || matchingType === strongest
  })
}

const typeOf = ({ matchingType }: TlsaRecord): number => matchingType

function isUsable({ usage, selector, matchingType, association }: TlsaRecord): boolean {
  if (usage !== daneTrustAnchor && usage !== daneEndEntity) return false
  if (selector !== 0 && selector !== 1) return false
  return matchingType === 0 ? association.length > 0 : digestOctets[matchingType] === association.length
}
