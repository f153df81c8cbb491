// The zones of a demonstration: the mail host, the communes, and the outside sender. All under .test (RFC 6761 §6.2),
// served by our own Knot, seen by our own unbound and by nobody else.

import { type Domain, parseDomain } from '#core/address/email-address.ts'
import { dmarcPolicy, hostedZoneText, mxPreference } from '#dns/mail-zone.ts'
import { spfRecord } from '#dns/spf-record.ts'
import { zoneText } from '#dns/zone-file.ts'
import type { Zone } from '#stack/installation.ts'
import type { Context } from '../context.ts'
import { parseOrThrow } from '../parse-or-throw.ts'
import { demoCommunes } from './communes.ts'
import { senderDomain, senderPublicKey, senderSelector } from './sender.ts'

/** Empty unless the spec asks for the demonstration. */
export async function mailZones({ spec, paths }: Pick<Context, 'spec' | 'paths'>): Promise<readonly Zone[]> {
  if (!spec.demo) return []
  const { spfTerms } = spec.delivery
  const mailHost = parseOrThrow(parseDomain, spec.mailHost)
  const parent = parseDomain(mailHost.slice(mailHost.indexOf('.') + 1))
  const department = parent.ok ? parent.value : mailHost
  const host = parent.ok ? mailHost.slice(0, mailHost.indexOf('.')) : '@'
  const nameServer = `ns1.${department}`
  return [
    departmentZone(department, { host, spfTerms }),
    ...demoCommunes
      .flatMap(({ domain, aliasDomain }) => (aliasDomain === undefined ? [domain] : [domain, aliasDomain]))
      .map((name) => ({
        name,
        text: hostedZoneText({ zone: parseOrThrow(parseDomain, name), mailHost, nameServer, spfTerms }),
      })),
    senderZone(await senderPublicKey(paths)),
  ]
}

const loopback = '127.0.0.1'

/** `host` is the mail host below the zone, `@` for the zone itself. */
function departmentZone(
  zone: Domain,
  { host, spfTerms }: { readonly host: string; readonly spfTerms: readonly string[] },
): Zone {
  const isZone = host === '@'
  const text = zoneText({
    zone,
    primary: `ns1.${zone}`,
    records: [
      ...ownNameServer(zone),
      { type: 'A', name: host, address: loopback },
      { type: 'MX', name: host, preference: mxPreference, host: isZone ? zone : `${host}.${zone}` },
      { type: 'TXT', name: host, text: spfRecord('a', spfTerms) },
      { type: 'TXT', name: isZone ? '_dmarc' : `_dmarc.${host}`, text: dmarcPolicy },
      ...(isZone ? [] : [{ type: 'TXT', name: '@', text: 'v=spf1 -all' } as const]),
    ],
  })
  return { name: zone, text }
}

/** SPF lists one loopback address, so that the same machine can also play an impostor from another one. */
function senderZone(publicKey: string | null): Zone {
  const zone = parseOrThrow(parseDomain, senderDomain)
  const mail = `mail.${zone}`
  const key =
    publicKey === null
      ? []
      : [
          {
            type: 'TXT',
            name: `${senderSelector}._domainkey`,
            text: `v=DKIM1; k=rsa; p=${publicKey}`,
          } as const,
        ]
  const text = zoneText({
    zone,
    primary: `ns1.${zone}`,
    records: [
      ...ownNameServer(zone),
      { type: 'A', name: 'mail', address: '127.0.0.2' },
      { type: 'MX', name: '@', preference: 10, host: mail },
      { type: 'TXT', name: '@', text: 'v=spf1 ip4:127.0.0.2 -all' },
      { type: 'TXT', name: '_dmarc', text: 'v=DMARC1; p=reject' },
      ...key,
    ],
  })
  return { name: zone, text }
}

/** The zone's name server is this machine. */
const ownNameServer = (zone: Domain) =>
  [
    { type: 'NS', name: '@', host: `ns1.${zone}` },
    { type: 'A', name: 'ns1', address: loopback },
  ] as const
