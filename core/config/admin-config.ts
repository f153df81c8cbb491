// What the admin process reads at start, generated from the spec.

import { z } from 'zod'
import { databaseAccess, listener, logLevel, mailServers, passkeyDomain } from './listener.ts'
import { mailPolicy } from './mail-policy.ts'

export const adminConfig = z.strictObject({
  database: databaseAccess.describe('Everything the panel shows and changes.'),
  listener: listener.describe('Where the panel and its API listen, without TLS.'),
  origin: z.string().describe('Address of the panel as browsers know it, without a slash at the end.'),
  webmailOrigin: z
    .string()
    .describe('Address of the webmail as browsers know it, for letters; without a slash at the end.'),
  behindProxy: z.boolean().describe('Whether a proxy on this machine names the client in X-Forwarded-For.'),
  passkeyDomain,
  identityKeyFile: z.string().describe('File with the key that signs sessions and encrypts second factors.'),
  firstAdministratorFile: z
    .string()
    .describe('File with the secret that the code of the first administrator is made of.'),
  department: z.string().describe('Name of the département, as people write it.'),
  findingsKeyFile: z.string().describe('Key that signs the findings travelling with a message.'),
  heldLinksKeyFile: z.string().describe('Key that signs the links of the daily letter about held mail.'),
  heldDays: z.int().min(1).describe('How long held mail waits for a decision.'),
  policy: mailPolicy.describe('What holds where neither the département nor the commune says otherwise.'),
  mailServers,
  spfTerms: z.array(z.string()).describe('Terms of SPF that hosted domains need besides the mail host.'),
  networkLists: z.boolean().describe('Whether public lists of senders of junk may be asked.'),
  resolvers: z
    .array(listener)
    .min(1)
    .describe('What is asked for the records of hosted domains and of the mail host; no other DNS ever is.'),
  statusFile: z.string().describe('Where the orchestrator says how each process and daemon is.'),
  letterhead: z
    .strictObject({
      phone: z.string().nullable().describe('Whom people call when they need help.'),
      address: z.strictObject({ street: z.string(), postcode: z.string(), city: z.string() }).nullable(),
    })
    .describe('What letters say of their sender.'),
  proposedEnding: z.enum(['fr', 'test']).describe('Of the domains that new communes are offered.'),
  clientFolder: z.string().describe('The built panel.'),
  logLevel,
})

export type AdminConfig = z.infer<typeof adminConfig>
