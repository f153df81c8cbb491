// Who signed in or tried to, and what each person sees of their own sessions and sign-ins.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'
import { network } from './network.ts'

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

const signInFilter = z.object({
  commune: communeId.optional(),
  login: z.string().max(320).optional().describe('Beginning of the login.'),
  network: network.optional(),
  protocol: z.enum(signInProtocols).optional(),
  outcome: z.enum(signInOutcomes).optional(),
  since: instant.optional(),
})

export const signInRoutes = routeTable({
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
})
