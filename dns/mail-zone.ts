// The records of a domain whose mail we host: where its mail goes (RFC 5321 §5), who may send for it (RFC 7208), and
// what to do with mail that pretends (RFC 9989).

import type { Domain } from '#core/address/email-address.ts'
import { spfRecord } from './spf-record.ts'
import { type ZoneRecord, zoneText } from './zone-file.ts'

export interface HostedZone {
  readonly zone: Domain
  /** Name of the mail host, without final dot. */
  readonly mailHost: string
  readonly nameServer: string
  /** Who may send besides the mail host. */
  readonly spfTerms: readonly string[]
}

/** `p=` stands before any other policy tag: some conformity checks read the first one they meet. */
export const dmarcPolicy = 'v=DMARC1; p=reject'
export const mxPreference = 10

export function hostedZoneText({ zone, mailHost, nameServer, spfTerms }: HostedZone): string {
  const records: readonly ZoneRecord[] = [
    { type: 'NS', name: '@', host: nameServer },
    { type: 'MX', name: '@', preference: mxPreference, host: mailHost },
    { type: 'TXT', name: '@', text: spfRecord('mx', spfTerms) },
    { type: 'TXT', name: '_dmarc', text: dmarcPolicy },
  ]
  return zoneText({ zone, primary: nameServer, records })
}
