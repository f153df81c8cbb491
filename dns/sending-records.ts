// The records that a domain of ours needs so that its mail arrives, and whether what the DNS holds is what is wanted. Whoever
// wrote it by hand may have put tags and white space otherwise.

import type { Domain } from '#core/address/email-address.ts'
import type { DkimKey } from '#core/deliverability/dkim-key.ts'
import { dkimRecord, dkimRecordName, publishes } from './dkim-record.ts'
import { dmarcPolicy, mxPreference } from './mail-zone.ts'
import { isSpf, permits, spfRecord } from './spf-record.ts'

export interface WantedRecord {
  readonly purpose: 'mx' | 'spf' | 'dmarc' | 'dkim'
  /** The whole name, without the dot at the end. */
  readonly name: string
  readonly type: 'MX' | 'TXT'
  /** As it stands in a zone. */
  readonly value: string
  /** Of all records at that name, those that are about this. */
  readonly concerns: (record: string) => boolean
  /** Whether these, and no others, say what is wanted. */
  readonly isMet: (records: readonly string[]) => boolean
}

export type RecordState = 'shown' | 'missing' | 'different'

/** Each record as one line: the strings of a TXT joined, an MX as `10 mail.example.fr`. */
export function judgeRecord(
  wanted: WantedRecord,
  all: readonly string[],
): { readonly state: RecordState; readonly found: readonly string[] } {
  const found = all.filter(wanted.concerns)
  if (found.length === 0) return { state: 'missing', found }
  return { state: wanted.isMet(found) ? 'shown' : 'different', found }
}

export interface SendingHost {
  readonly mailHost: string
  /** Who may send besides it, as in the spec. */
  readonly spfTerms: readonly string[]
}

/**
 * The name of the mail host is one of them: we say it in EHLO, and SPF of a report, which has no reverse-path, is asked for there
 * (RFC 7208 §2.3, §2.4). It sends itself, whatever its MX.
 */
export function mailRecords(domain: Domain, { mailHost, spfTerms }: SendingHost): readonly WantedRecord[] {
  const host = mailHost.toLowerCase().replace(/\.$/, '')
  const isHost = domain === host
  // Its MX is the host, whose addresses our mail leaves from.
  const ourselves = ['mx', `mx:${domain}`, `a:${host}`, ...(isHost ? ['a'] : [])]
  return [
    {
      ...{ purpose: 'mx', name: domain, type: 'MX', value: `${mxPreference} ${host}` },
      concerns: () => true,
      // Its preference means nothing where there is no other host.
      isMet: (records) => records.every((record) => hostOf(record) === host),
    },
    {
      ...{ purpose: 'spf', name: domain, type: 'TXT', value: spfRecord(isHost ? 'a' : 'mx', spfTerms) },
      concerns: isSpf,
      isMet: ([only = '', ...others]) =>
        others.length === 0 && permits(only, [ourselves, ...spfTerms.map((term) => [term])]),
    },
    {
      ...{ purpose: 'dmarc', name: `_dmarc.${domain}`, type: 'TXT', value: dmarcPolicy },
      concerns: (record) => /^v\s*=\s*DMARC1\s*(;|$)/i.test(record),
      // Where reports go is for whoever wants them.
      isMet: ([only = '', ...others]) => others.length === 0 && policyOf(only) === policyOf(dmarcPolicy),
    },
  ]
}

export const keyRecord = (key: DkimKey): WantedRecord => ({
  ...{ purpose: 'dkim', name: `${dkimRecordName(key)}.${key.domain}`, type: 'TXT', value: dkimRecord(key) },
  concerns: () => true,
  isMet: (records) => publishes(records, key),
})

const hostOf = (record: string): string =>
  record
    .replace(/^\d+\s+/, '')
    .toLowerCase()
    .replace(/\.$/, '')

/** p= and, where it says less for names below, sp= (RFC 9989 §4.7). */
function policyOf(record: string): string {
  const tags = new Map(
    record.split(';').map((tag) => {
      const [name = '', value = ''] = tag.split('=')
      return [name.trim().toLowerCase(), value.trim().toLowerCase()]
    }),
  )
  const policy = tags.get('p') ?? ''
  return `${policy} ${tags.get('sp') ?? policy}`
}
