// Codes of first access, given; the first administrator comes in by a code of the machine.

import { z } from 'zod'
import { activationCode } from '#http/contract/first-access.ts'
import { emailAddress, newPassword, personName } from '#http/contract/person-fields.ts'
import { instant, routeTable, uuid } from '#http/contract/route.ts'

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
  'POST /first-administrator': {
    permission: 'anyone',
    summary: 'The first administrator of an installation, by the code that "vaguemestre up" prints.',
    body: z.strictObject({
      code: activationCode,
      name: personName,
      email: emailAddress,
      password: newPassword,
    }),
    answer: z.object({ person: uuid }),
  },
})
