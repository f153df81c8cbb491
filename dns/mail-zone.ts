// The records of a domain whose mail we host: where its mail goes (RFC 5321 §5), who may send for it (RFC 7208), and
// what to do with mail that pretends (RFC 9989).

import type { Domain } from '#core/email-address.ts'
import { type ZoneRecord, zoneText } from './zone-file.ts'

export interface HostedZone {
  readonly zone: Domain
  /** Name of the mail host, without final dot. */
  readonly mailHost: string
  readonly nameServer: string
}

/** `p=` stands before any other policy tag: some conformity checks read the first one they meet. */
const dmarcPolicy = 'v=DMARC1; p=reject'

export function hostedZoneText({ zone, mailHost, nameServer }: HostedZone): string {
  const records: readonly ZoneRecord[] = [
    { type: 'NS', name: '@', host: nameServer },
    { type: 'MX', name: '@', preference: 10, host: mailHost },
    { type: 'TXT', name: '@', text: 'v=spf1 mx -all' },
    { type: 'TXT', name: '_dmarc', text: dmarcPolicy },
  ]
  return zoneText({ zone, primary: nameServer, records })
}
