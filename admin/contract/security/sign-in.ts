// Who signed in or tried to.

import { z } from 'zod'
import { ownSignIn, signInOutcomes, signInProtocols } from '#http/contract/own-sign-in.ts'
import { communeId, instant, pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'
import { network } from './network.ts'

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
