// Domains of others in every state of DNS and TLS, and what must become of a message to each.

import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import type { SignedZone } from '#test/support/world/signed-zones.ts'

/** What the server that a domain's MX names does about TLS. */
export const servers = {
  /** A certificate of the authority that counts here as public, for each name. */
  right: '127.0.0.2',
  /** No STARTTLS. */
  plain: '127.0.0.3',
  /** A certificate that nobody vouches for. */
  stranger: '127.0.0.4',
  /** Its time is over. */
  expired: '127.0.0.5',
  /** STARTTLS is offered, and answered with 454. */
  refusing: '127.0.0.6',
  /** The connection breaks in the handshake. */
  breaking: '127.0.0.7',
  /** As `plain`, with SMTPUTF8. */
  utf8: '127.0.0.8',
} as const
export type ServerName = keyof typeof servers

export type Policy = 'enforce' | 'testing' | 'names another host'
export type Kept = 'alive' | 'expired'

export interface Case {
  readonly what: string
  /** Without it there is no MX, or the one of `records`. */
  readonly host?: ServerName
  readonly records?: readonly string[]
  /** Of which certificate its TLSA record is. */
  readonly tlsa?: 'right' | 'stranger'
  readonly trust?: SignedZone['trust']
  /** A policy that is served, and one that was fetched before. */
  readonly policy?: Policy
  readonly kept?: Kept
  readonly smtputf8?: boolean
  readonly becomes: Outcome
}

interface Outcome {
  readonly state: 'delivered' | 'failed' | 'waiting'
  readonly kind: ReplyKind
  readonly reply: RegExp
  /** Of the attempt. */
  readonly tls: string
  /** Status of RFC 3463 in the report to the sender, once what waits has waited for five days; null for none. */
  readonly status: string | null
}

const delivered = (tls: string): Outcome => ({
  ...{ state: 'delivered', kind: 'accepted', reply: /^250 2\.0\.0 queued$/, tls, status: null },
})
const waits = (kind: ReplyKind, reply: RegExp): Outcome => ({
  ...{ state: 'waiting', kind, reply, tls: '', status: '5.4.7' },
})
const fails = (kind: ReplyKind, reply: RegExp, status: string): Outcome => ({
  ...{ state: 'failed', kind, reply, tls: '', status },
})

export const cases: Readonly<Record<string, Case>> = {
  'no-tls': { what: 'nothing demanded, no TLS', host: 'plain', becomes: delivered('') },
  bad: { what: 'nothing demanded, bad certificate', host: 'stranger', becomes: delivered('TLSv1.3') },
  old: { what: 'nothing demanded, expired certificate', host: 'expired', becomes: delivered('TLSv1.3') },
  refused: { what: 'nothing demanded, STARTTLS answered 454', host: 'refusing', becomes: delivered('') },
  breaks: { what: 'nothing demanded, the handshake breaks', host: 'breaking', becomes: delivered('') },
  dane: {
    ...{ what: 'DANE, the right TLSA', host: 'right', tlsa: 'right' },
    becomes: delivered('TLSv1.3 dane'),
  },
  'dane-wrong': {
    ...{ what: 'DANE, a wrong TLSA', host: 'right', tlsa: 'stranger' },
    becomes: waits('tls-required', /^451 4\.7\.5 DANE demands TLS: its certificate is not the one/),
  },
  'dane-stripped': {
    ...{ what: 'DANE, no TLS', host: 'plain', tlsa: 'right' },
    becomes: waits('tls-required', /^451 4\.7\.5 DANE demands TLS: it offers no TLS$/),
  },
  'dane-refused': {
    ...{ what: 'DANE, STARTTLS answered 454', host: 'refusing', tlsa: 'right' },
    becomes: waits('tls-required', /^451 4\.7\.5 DANE demands TLS: 454/),
  },
  'dane-breaks': {
    ...{ what: 'DANE, the handshake breaks', host: 'breaking', tlsa: 'right' },
    becomes: waits('tls-required', /^451 4\.7\.5 DANE demands TLS: /),
  },
  'dane-bogus': {
    ...{ what: 'DANE, signatures that are wrong', host: 'right', tlsa: 'right', trust: 'bogus' },
    becomes: waits('dns-unavailable', /^451 4\.4\.3 MX of dane-bogus\.test: ESERVFAIL$/),
  },
  'dane-unsigned': {
    ...{ what: 'TLSA without DNSSEC, no TLS', host: 'plain', tlsa: 'right', trust: 'insecure' },
    becomes: delivered(''),
  },
  sts: {
    ...{ what: 'MTA-STS enforce, the right certificate', host: 'right', policy: 'enforce' },
    becomes: delivered('TLSv1.3 mta-sts'),
  },
  'sts-bad': {
    ...{ what: 'MTA-STS enforce, certificate of a stranger', host: 'stranger', policy: 'enforce' },
    becomes: waits('tls-required', /^451 4\.7\.5 MTA-STS demands TLS: no public authority vouches for it/),
  },
  'sts-old': {
    ...{ what: 'MTA-STS enforce, expired certificate', host: 'expired', policy: 'enforce' },
    becomes: waits('tls-required', /^451 4\.7\.5 MTA-STS demands TLS: .*CERT_HAS_EXPIRED$/),
  },
  'sts-stripped': {
    ...{ what: 'MTA-STS enforce, no TLS', host: 'plain', policy: 'enforce' },
    becomes: waits('tls-required', /^451 4\.7\.5 MTA-STS demands TLS: it offers no TLS$/),
  },
  'sts-other': {
    ...{ what: 'MTA-STS enforce, MX that it does not name', host: 'right', policy: 'names another host' },
    becomes: waits('tls-required', /^451 4\.7\.5 MTA-STS of sts-other\.test does not name mx\.sts-other/),
  },
  'sts-testing': {
    ...{ what: 'MTA-STS testing, no TLS', host: 'plain', policy: 'testing' },
    becomes: delivered(''),
  },
  'sts-away': {
    ...{ what: 'MTA-STS announced, its server does not answer, no TLS', host: 'plain' },
    records: ['_mta-sts TXT "v=STSv1; id=1;"', 'mta-sts A 127.0.0.9'],
    becomes: delivered(''),
  },
  'sts-kept': {
    ...{ what: 'MTA-STS enforce, kept; its server does not answer any more; no TLS', host: 'plain' },
    records: ['_mta-sts TXT "v=STSv1; id=2;"', 'mta-sts A 127.0.0.9'],
    kept: 'alive',
    becomes: waits('tls-required', /^451 4\.7\.5 MTA-STS demands TLS: it offers no TLS$/),
  },
  'sts-expired': {
    ...{ what: 'MTA-STS enforce, kept until its time was over; no TLS', host: 'plain' },
    records: ['_mta-sts TXT "v=STSv1; id=2;"', 'mta-sts A 127.0.0.9'],
    kept: 'expired',
    becomes: delivered(''),
  },
  'sts-dane': {
    ...{ what: 'DANE and a policy that names another host', host: 'right', tlsa: 'right' },
    ...{ policy: 'names another host', trust: 'secure' },
    becomes: delivered('TLSv1.3 dane'),
  },
  'no-mx': { what: 'no MX, an address', records: ['@ A 127.0.0.3'], becomes: delivered('') },
  nothing: {
    ...{ what: 'no MX, no address', records: [] },
    becomes: fails('no-such-domain', /^550 5\.4\.4 nothing\.test/, '5.4.4'),
  },
  'null-mx': {
    ...{ what: 'null MX', records: ['@ MX 0 .'] },
    becomes: fails('no-such-domain', /^556 5\.1\.10 null-mx\.test takes no mail \(null MX\)$/, '5.1.10'),
  },
  loop: {
    ...{ what: 'MX that leads back to us', records: ['@ MX 10 mail.cotedor.test.'] },
    becomes: fails('loop', /^554 5\.4\.6 the mail hosts of loop\.test lead back to us$/, '5.4.6'),
  },
  silent: {
    what: 'a name server that does not answer',
    becomes: waits('dns-unavailable', /^451 4\.4\.3 MX of silent\.test: E(?:TIMEOUT|SERVFAIL)$/),
  },
  ascii: {
    ...{ what: 'SMTPUTF8 needed, not offered', host: 'plain', smtputf8: true },
    becomes: fails('no-smtputf8', /^553 5\.6\.7 the server does not offer SMTPUTF8$/, '5.6.7'),
  },
  utf8: {
    ...{ what: 'SMTPUTF8 needed and offered', host: 'utf8', smtputf8: true },
    becomes: delivered(''),
  },
}
