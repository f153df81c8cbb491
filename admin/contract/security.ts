// Sign-ins, and what is held against guessing: the security log, blocks, networks that are never blocked, alerts; and what
// each person sees of their own sessions and sign-ins.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, routeTable, uuid } from './route.ts'

export const signInProtocols = ['web', 'imap', 'smtp', 'sieve'] as const
export const signInOutcomes = ['accepted', 'refused', 'delayed', 'blocked'] as const

export const ownSession = z.object({
  id: uuid,
  current: z.boolean().describe('The one that asks.'),
  client: z.string().nullable().describe('Address it was opened from.'),
  device: z.string().describe('« Firefox, Windows »; empty when unknown.'),
  factor: z.enum(['password', 'two-factor', 'passkey']),
  createdAt: instant,
  lastUsedAt: instant.describe('To the hour.'),
  expiresAt: instant,
})

export const ownSignIn = z.object({
  id: z.int(),
  at: instant,
  login: z.string(),
  protocol: z.enum(signInProtocols),
  outcome: z.enum(signInOutcomes),
  client: z.string(),
  device: z.string(),
  appPassword: z.object({ id: uuid, label: z.string() }).nullable(),
})

export const signInRow = ownSignIn.extend({
  person: z.object({ id: uuid, name: z.string() }).nullable(),
  commune: z.object({ id: uuid, name: z.string() }).nullable(),
})

const network = z
  .string()
  .trim()
  .min(2)
  .max(50)
  .regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/)
  .describe('An address or a network in CIDR form.')

const signInFilter = z.object({
  commune: communeId.optional(),
  login: z.string().max(320).optional().describe('Beginning of the login.'),
  network: network.optional(),
  protocol: z.enum(signInProtocols).optional(),
  outcome: z.enum(signInOutcomes).optional(),
  since: instant.optional(),
})

const securityEventFilter = z.object({
  kind: z.string().max(50).optional(),
  network: network.optional(),
  since: instant.optional(),
})

const blockFilter = z.object({ login: z.string().max(320).optional(), network: network.optional() })

const alertFilter = z.object({ seen: z.enum(['true', 'false']).optional() })

export const securityEventRow = z.object({
  id: z.int(),
  at: instant,
  kind: z.string(),
  network: z.string(),
  detail: z.string(),
})

export const blockRow = z.object({
  kind: z.enum(['login', 'network']),
  login: z.string().nullable().describe('Null: the network is blocked for every login.'),
  network: z.string(),
  until: instant,
  failures: z.int().describe('Wrong passwords; for a network, the logins that it tried.'),
})

export const trustedNetworkRow = z.object({
  id: uuid,
  network: z.string(),
  note: z.string(),
  createdAt: instant,
})

export const alertRow = z.object({
  id: uuid,
  kind: z.string().describe('`password-guessing`, `distributed-guessing`, `credential-stuffing`…'),
  subject: z.string(),
  commune: z.object({ id: uuid, name: z.string() }).nullable(),
  detail: z.string(),
  by: z.string().nullable().describe('Who did it last, where it is an act and no attack.'),
  to: z.string().nullable().describe('The address that such an act gives mail to.'),
  since: instant,
  lastAt: instant,
  times: z.int(),
  seenAt: instant.nullable(),
})

export const securityRoutes = routeTable({
  'GET /self/sessions': {
    permission: 'self',
    summary: 'Where one is signed in.',
    answer: z.object({ rows: z.array(ownSession) }),
  },
  'DELETE /self/sessions/{session}': {
    permission: 'self',
    summary: 'Ends one of one’s own sessions.',
    params: z.object({ session: uuid }),
    answer: null,
  },
  'GET /self/sign-ins': {
    permission: 'self',
    summary: 'Who signed in, or tried to, as oneself or to one’s own mailboxes; newest first.',
    query: pageQuery,
    answer: pageOf(ownSignIn),
  },
  'GET /sign-ins': {
    permission: 'read:sign-in',
    summary: 'Sign-ins and tries, newest first.',
    query: pageQuery.extend(signInFilter.shape),
    answer: pageOf(signInRow),
  },
  'GET /sign-ins/export': {
    permission: 'read:sign-in',
    summary: 'The same rows as a table for a spreadsheet, newest first; 100,000 at most.',
    query: signInFilter,
    answer: { file: 'text/csv' },
  },
  'GET /security-events': {
    permission: 'read:security',
    summary:
      'What looked like an attack, newest first. The département’s alone: attacks are not a commune’s.',
    query: pageQuery.extend(securityEventFilter.shape),
    answer: pageOf(securityEventRow),
  },
  'GET /security-events/export': {
    permission: 'read:security',
    summary: 'The same rows as a table for a spreadsheet, newest first; 100,000 at most.',
    query: securityEventFilter,
    answer: { file: 'text/csv' },
  },
  'GET /blocks': {
    permission: 'read:security',
    summary: 'Who is blocked now, the longest first.',
    query: pageQuery.extend(blockFilter.shape),
    answer: pageOf(blockRow),
  },
  'GET /blocks/export': {
    permission: 'read:security',
    summary: 'Every block of the filter, as a table for a spreadsheet.',
    query: blockFilter,
    answer: { file: 'text/csv' },
  },
  'DELETE /blocks': {
    permission: 'release:block',
    summary: 'Releases a login from one network, or a network for all logins, and forgets what was counted.',
    query: z.object({ network, login: z.string().max(320).optional() }),
    answer: null,
  },
  'GET /trusted-networks': {
    permission: 'read:security',
    summary: 'Networks that are never blocked.',
    answer: z.object({ rows: z.array(trustedNetworkRow) }),
  },
  'POST /trusted-networks': {
    permission: 'change:trusted-network',
    summary: 'A network that is never blocked, such as a mairie’s own line.',
    body: z.strictObject({ network, note: z.string().trim().max(500).default('') }),
    answer: trustedNetworkRow,
    status: 201,
  },
  'DELETE /trusted-networks/{id}': {
    permission: 'change:trusted-network',
    summary: 'The network may be blocked again.',
    params: z.object({ id: uuid }),
    answer: null,
  },
  'GET /alerts': {
    permission: 'read:security',
    summary: 'What somebody must look at, newest first.',
    query: pageQuery.extend(alertFilter.shape),
    answer: pageOf(alertRow),
  },
  'GET /alerts/export': {
    permission: 'read:security',
    summary: 'Every alert of the filter, as a table for a spreadsheet.',
    query: alertFilter,
    answer: { file: 'text/csv' },
  },
  'PUT /alerts/{alert}/seen': {
    permission: 'release:block',
    summary: 'Somebody looked; the next time raises it anew.',
    params: z.object({ alert: uuid }),
    answer: null,
  },
})
