// What opens one's own account: password and second factors. TOTP and passkeys are set up by better-auth's own routes.

import { z } from 'zod'
import { knownPassword, newPassword } from './person-fields.ts'
import { instant, routeTable, uuid } from './route.ts'

export const factors = z.object({
  totp: z.object({ since: instant }).nullable(),
  /** How many are left of the ten; 0 without TOTP. */
  recoveryCodes: z.int().min(0),
  passkeys: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      createdAt: instant,
      /** Kept by a provider on several devices; false: it dies with its device. */
      synced: z.boolean(),
    }),
  ),
  /** The role needs one: the last one cannot be removed. */
  needed: z.boolean(),
})

export const accountRoutes = routeTable({
  'PUT /self/password': {
    permission: 'self',
    summary: 'Another password; ends all other sessions.',
    body: z.strictObject({
      current: knownPassword,
      password: newPassword,
      devices: z.boolean().default(false).describe('Also revokes one’s app passwords: phones sign out.'),
    }),
    answer: null,
  },
  'GET /self/factors': {
    permission: 'self',
    summary: 'One’s own second factors.',
    answer: factors,
    beforeSecondFactor: true,
  },
  'POST /self/passkeys/{passkey}/removal': {
    permission: 'self',
    summary: 'Removes a passkey, unless it is the last factor of a role that needs one.',
    params: z.object({ passkey: uuid }),
    body: z.strictObject({ password: knownPassword }),
    answer: null,
  },
  'POST /self/totp/removal': {
    permission: 'self',
    summary:
      'Switches the authenticator app and its recovery codes off, unless the role would be left without a factor.',
    body: z.strictObject({ password: knownPassword }),
    answer: null,
  },
})
