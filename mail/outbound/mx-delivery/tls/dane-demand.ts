// Looks for TLSA records of a mail host (RFC 7672 §2.2) and says what follows from them.

import { failed, ok, type Result } from '#core/result.ts'
import type { Ask } from '#daemons/dns/answer-cache.ts'
import { type DnsAnswer, type DnsRecord, questionOf, type TlsaRecord } from '#daemons/dns/dns-answer.ts'
import { deferred, type MxFailure } from '../mx-failure.ts'
import type { RouteHost } from '../route/find-route.ts'
import type { TlsDemand } from './tls-demand.ts'
import { usableRecords } from './usable-tlsa.ts'

export interface DaneQuestion {
  readonly host: RouteHost
  readonly destination: string
  readonly port: number
}

/**
 * Null: DANE says nothing here. Records count only where DNSSEC vouches for the whole way to them; whoever hides them by
 * breaking their look-up delays the mail and does not lay it open (RFC 7672 §2.1.2).
 */
export async function daneDemand(
  { host, destination, port }: DaneQuestion,
  ask: Ask,
): Promise<Result<TlsDemand | null, MxFailure>> {
  if (!host.secure) return ok(null)
  // An alias first at its end, then where it begins (RFC 7672 §2.2.3).
  for (const servername of new Set([host.at, host.name])) {
    const question = questionOf(`_${port}._tcp.${servername}`, 'TLSA')
    if (!question.ok) continue
    const answer = await ask(question.value)
    if (answer.kind === 'failure')
      return failed({
        ...deferred('dns-unavailable', `451 4.7.5 TLSA of ${servername}: ${answer.code}`),
        tls: 'dnssec-invalid',
      })
    const records = recordsIn(answer)
    if (records.length === 0) continue
    const usable = usableRecords(records)
    if (usable.length === 0) return ok({ kind: 'encrypted', servername })
    const names = [...new Set([servername, host.name, destination])]
    return ok({ kind: 'dane', servername, names, records: usable })
  }
  return ok(null)
}

const recordsIn = (answer: DnsAnswer): readonly TlsaRecord[] =>
  answer.kind === 'records' && answer.secure ? answer.records.filter(isTlsa) : []

const isTlsa = (record: DnsRecord): record is TlsaRecord => typeof record === 'object' && 'usage' in record
