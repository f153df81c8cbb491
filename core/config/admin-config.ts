// What the admin process reads at start, generated from the spec.

import { z } from 'zod'
import { databaseAccess, listener, logLevel } from './listener.ts'

export const adminConfig = z.strictObject({
  database: databaseAccess.describe('Everything the panel shows and changes.'),
  listener: listener.describe('Where the panel and its API listen, without TLS.'),
  origin: z.string().describe('Address of the panel as browsers know it, without a slash at the end.'),
  behindProxy: z.boolean().describe('Whether a proxy on this machine names the client in X-Forwarded-For.'),
  identityKeyFile: z.string().describe('File with the key that signs sessions and encrypts second factors.'),
  firstAdministratorFile: z
    .string()
    .describe('File with the secret that the code of the first administrator is made of.'),
  department: z.string().describe('Name of the département, as people write it.'),
  proposedEnding: z.enum(['fr', 'test']).describe('Of the domains that new communes are offered.'),
  clientFolder: z.string().describe('The built panel.'),
  logLevel,
})

export type AdminConfig = z.infer<typeof adminConfig>
