// What each person sees of their own sessions and sign-ins.

import { z } from 'zod'
import { instant, pageOf, pageQuery, routeTable, uuid } from './route.ts'

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

export const ownSignInRoutes = routeTable({
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
  'DELETE /self/sessions': {
    permission: 'self',
    summary: 'Ends all of one’s own sessions but the one that asks.',
    answer: null,
  },
  'GET /self/sign-ins': {
    permission: 'self',
    summary: 'Who signed in, or tried to, as oneself or to one’s own mailboxes; newest first.',
    query: pageQuery,
    answer: pageOf(ownSignIn),
  },
})
