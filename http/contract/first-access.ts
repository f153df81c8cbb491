// First access: a code on a letter, or said by whoever made the account, lets a person choose a password, once.

import { z } from 'zod'
import { newPassword } from './person-fields.ts'
import { instant, routeTable } from './route.ts'

export const activationCode = z
  .string()
  .min(1)
  .max(64)
  .describe('20 letters and digits; dashes, spaces and capitals do not matter.')

export const firstAccessRoutes = routeTable({
  'POST /activation/check': {
    permission: 'anyone',
    summary: 'Whom a code is for. One that is unknown, used or too old is not found.',
    body: z.strictObject({ code: activationCode }),
    answer: z.object({
      name: z.string(),
      email: z.string(),
      commune: z.string(),
      expiresAt: instant,
    }),
    changesNothing: true,
  },
  'POST /activation': {
    permission: 'anyone',
    summary:
      'Chooses the password and uses the code up. Opens a session, unless a second factor is on: then sign in.',
    body: z.strictObject({ code: activationCode, password: newPassword }),
    answer: z.object({
      signedIn: z.boolean(),
      secondFactorNeeded: z.boolean().describe('Nothing else answers until one is set up.'),
    }),
  },
})
