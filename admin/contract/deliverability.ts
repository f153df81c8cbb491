// Whether the mail of communes arrives: what their domains must show in the DNS, what was not delivered and why, and addresses
// that nobody writes to because they do not exist.

import { z } from 'zod'
import { tlsPolicies, tlsResults } from '#core/contract.ts'
import { communeId, instant, pageOf, pageQuery, routeTable } from '#http/contract/route.ts'
import { replyKind } from './reply-kind.ts'
import { line, ofCommune, someText, writtenAddress } from './text.ts'

const algorithm = z.enum(['rsa-sha256', 'ed25519-sha256'])
const keyState = z
  .enum(['published', 'active', 'retired'])
  .describe(
    '`published`: wanted in the DNS, nothing is signed with it yet; `active`: it signs; `retired`: only what is under way needs it.',
  )

export const sendingDomainRow = z.object({
  name: z.string(),
  commune: ofCommune,
  keys: z.array(z.object({ algorithm, state: keyState })).describe('Without those that are retired.'),
  bouncesInWeek: z.int(),
  bouncesInMonth: z.int(),
})

export const recordStates = ['shown', 'missing', 'different', 'unknown'] as const

export const dnsLine = z.object({
  purpose: z.enum(['mx', 'spf', 'dmarc', 'dkim']),
  name: z.string().describe('The whole name, without the dot at the end.'),
  type: z.enum(['MX', 'TXT']),
  value: z.string().describe('What should stand there.'),
  state: z.enum(recordStates).describe('`unknown`: the DNS could not be asked.'),
  found: z
    .array(z.string())
    .describe('What stands there of this purpose; empty when it is missing or unknown.'),
})

export const sendingDomain = z.object({
  name: z.string(),
  commune: ofCommune,
  checkedAt: instant,
  records: z
    .array(dnsLine)
    .describe('Of mail that comes in, who may send, and what is done with what pretends.'),
  keys: z.array(
    z.object({
      selector: z.string(),
      algorithm,
      state: keyState,
      publishedAt: instant,
      activatedAt: instant.nullable(),
      retiredAt: instant.nullable(),
      record: dnsLine,
    }),
  ),
})

export const bounceRow = z.object({
  destination: z.string().describe('`local` for our own mailboxes.'),
  kind: replyKind,
  count: z.int().describe('Recipients that were not reached in the end.'),
  lastDay: z.iso.date(),
  domainCount: z.int().describe('Domains of ours that it came from.'),
  domains: z.array(z.object({ name: z.string(), count: z.int() })).describe('The three with the most.'),
})

const listing = z
  .enum(['listed', 'not-listed', 'unknown'])
  .describe('`unknown`: it could not be asked, or does not answer us.')

export const sendingAddress = z.object({
  address: z.string(),
  reverse: z
    .enum(['correct', 'unconfirmed', 'missing', 'unknown', 'private'])
    .describe(
      'Of its name in the reverse zone. `unconfirmed`: that name does not lead back to it; `private`: nobody outside sees this address, so nothing is asked.',
    ),
  names: z.array(z.string()),
  lists: z.array(
    z.object({
      name: z.string(),
      page: z.string().describe('Where one asks to be taken off.'),
      state: listing,
    }),
  ),
})

export const tlsCountRow = z.object({
  destination: z.string(),
  policies: z
    .array(z.enum(tlsPolicies))
    .describe('What its domain or its hosts demanded: `tlsa` (DANE), `sts` (MTA-STS), or nothing.'),
  succeeded: z.int().describe('Sessions.'),
  failed: z
    .int()
    .describe(
      'Sessions that were not protected as they should have been; a message is held up by one only where its domain demands a proof.',
    ),
  failures: z
    .array(
      z.object({
        result: z.enum(tlsResults).exclude(['success']).describe('In the words of RFC 8460 §4.3.'),
        sessions: z.int(),
        lastDay: z.iso.date(),
        hosts: z.array(z.string()).describe('The three with the most.'),
      }),
    )
    .describe('The most first.'),
})

const domainName = someText(253)

const bounceFilter = z.object({
  days: z.enum(['7', '30']).default('7').describe('Today and the days before.'),
  commune: communeId.optional(),
  domain: domainName.optional().describe('The domain that sent.'),
  kind: replyKind.optional(),
  search: line(200).optional().describe('Part of the destination.'),
})

export const suppressedRow = z.object({
  address: z.string(),
  since: instant,
  until: instant.describe('From then on it is written to again.'),
  kind: replyKind,
  reply: z.string().describe('What its server answered, exactly.'),
})

const suppressedFilter = z.object({ search: line(200).optional().describe('Part of the address.') })

export const deliverabilityRoutes = routeTable({
  'GET /deliverability': {
    permission: 'read:deliverability',
    summary: 'Domains as senders, by name: what they sign with, and how much was not delivered.',
    query: pageQuery.extend({ commune: communeId.optional(), search: line(200).optional() }),
    answer: pageOf(sendingDomainRow),
  },
  'GET /deliverability/{domain}': {
    permission: 'read:deliverability',
    summary: 'What a domain should show in the DNS, and what it does now.',
    params: z.object({ domain: domainName }),
    answer: sendingDomain,
  },
  'GET /sending-addresses': {
    permission: 'read:deliverability',
    summary: 'The addresses of the mail host, their names in the DNS, and public lists that they stand in.',
    answer: z.object({
      host: z.string(),
      checkedAt: instant,
      asksLists: z.boolean().describe('Whether the specification lets public lists be asked.'),
      addresses: z.array(sendingAddress).nullable().describe('Null where the DNS could not be asked.'),
    }),
  },
  'GET /bounces': {
    permission: 'read:deliverability',
    summary: 'What was not delivered, by destination and reason, the most first.',
    query: pageQuery.extend(bounceFilter.shape),
    answer: pageOf(bounceRow),
  },
  'GET /bounces/export': {
    permission: 'read:deliverability',
    summary: 'The same rows as a table for a spreadsheet.',
    query: bounceFilter,
    answer: { file: 'text/csv' },
  },
  'GET /tls-sessions': {
    permission: 'read:deliverability',
    summary:
      'How sessions with mail hosts outside were protected in the last thirty days, by destination, those with the most failures first.',
    query: pageQuery.extend({ search: line(200).optional().describe('Part of the destination.') }),
    answer: pageOf(tlsCountRow),
  },
  'GET /suppressed-addresses': {
    permission: 'read:deliverability',
    summary:
      'Addresses outside that do not exist, as their servers said; nobody of ours writes there meanwhile.',
    query: pageQuery.extend(suppressedFilter.shape),
    answer: pageOf(suppressedRow),
  },
  'GET /suppressed-addresses/export': {
    permission: 'read:deliverability',
    summary: 'The same rows as a table for a spreadsheet.',
    query: suppressedFilter,
    answer: { file: 'text/csv' },
  },
  'DELETE /suppressed-addresses/{address}': {
    permission: 'change:suppressed-address',
    summary: 'Lets an address be written to again.',
    params: z.object({ address: writtenAddress }),
    answer: null,
  },
})
