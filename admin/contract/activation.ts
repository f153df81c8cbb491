// First access: a code on a letter, or said by whoever made the account, lets a person choose a password, once. The
// first administrator comes in by a code of the machine.

import { z } from 'zod'
import { instant, routeTable, uuid } from '#http/contract/route.ts'
import { emailAddress, newPassword, personName } from './person-fields.ts'

const code = z
  .string()
  .min(1)
  .max(64)
  .describe('20 letters and digits; dashes, spaces and capitals do not matter.')

/** The only time that a code is shown: its digest alone is kept. */
export const issuedCode = z.object({
  person: z.object({ id: uuid, name: z.string(), email: z.string() }),
  code: z.string().describe('Four groups of five, such as 7K2QM-0V9XA-HJ3TN-C4WRB.'),
  expiresAt: instant,
  passkeys: z
    .array(z.object({ name: z.string(), createdAt: instant }))
    .describe('Those that still open the account beside the code: two people take them away, if need be.'),
})

export const activationRoutes = routeTable({
  // No 201, although something is made: answers of that status are kept for an Idempotency-Key, and a code never is.
  'POST /persons/{person}/activation': {
    permission: 'activate:person',
    summary:
      'A new code for a first access; the older ones end. With reset, for somebody who forgot the password: that password, all sessions and all app passwords end, second factors stay.',
    params: z.object({ person: uuid }),
    body: z.strictObject({
      reset: z.boolean().default(false).describe('Left out, somebody who has a password is already-active.'),
    }),
    answer: issuedCode,
  },
  'POST /activation/check': {
    permission: 'anyone',
    summary: 'Whom a code is for. One that is unknown, used or too old is not found.',
    body: z.strictObject({ code }),
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
    body: z.strictObject({ code, password: newPassword }),
    answer: z.object({
      signedIn: z.boolean(),
      secondFactorNeeded: z.boolean().describe('Nothing else answers until one is set up.'),
    }),
  },
  'POST /first-administrator': {
    permission: 'anyone',
    summary: 'The first administrator of an installation, by the code that "vaguemestre up" prints.',
    body: z.strictObject({ code, name: personName, email: emailAddress, password: newPassword }),
    answer: z.object({ person: uuid }),
  },
})
