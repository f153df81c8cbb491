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
export const dmarcPolicy = 'v=DMARC1; p=reject'
/** Whoever takes its mail also sends it, and nobody else. */
export const spfPolicy = 'v=spf1 mx -all'
export const mxPreference = 10

export function hostedZoneText({ zone, mailHost, nameServer }: HostedZone): string {
  const records: readonly ZoneRecord[] = [
    { type: 'NS', name: '@', host: nameServer },
    { type: 'MX', name: '@', preference: mxPreference, host: mailHost },
    { type: 'TXT', name: '@', text: spfPolicy },
    { type: 'TXT', name: '_dmarc', text: dmarcPolicy },
  ]
  return zoneText({ zone, primary: nameServer, records })
}
