// What the webmail process reads at start, generated from the spec.

import { z } from 'zod'
import { databaseAccess, listener, logLevel, mailServers, passkeyDomain } from './listener.ts'
import { mailPolicy } from './mail-policy.ts'

export const webmailConfig = z.strictObject({
  database: databaseAccess.describe('Who may open which mailbox, sessions, and what waits to be sent.'),
  listener: listener.describe('Where the webmail and its API listen, without TLS.'),
  contentListener: listener.describe('Where HTML messages are served from, without TLS.'),
  origin: z.string().describe('Address of the webmail as browsers know it, without a slash at the end.'),
  contentOrigin: z
    .string()
    .describe(
      'Address of the host that shows HTML messages and knows no session, without a slash at the end.',
    ),
  behindProxy: z.boolean().describe('Whether a proxy on this machine names the client in X-Forwarded-For.'),
  passkeyDomain,
  identityKeyFile: z.string().describe('File with the key that signs sessions and encrypts second factors.'),
  mailboxTokenKeyFile: z.string().describe('File with the private key of the tokens that open mailboxes.'),
  findingsKeyFile: z.string().describe('Key that signs the findings travelling with a message.'),
  imap: listener.describe('Where Dovecot answers for the mailboxes.'),
  managesieve: listener.describe('Where Dovecot takes the rules of mailboxes.'),
  mailServers,
  department: z.string().describe('Name of the département, as people write it.'),
  phone: z.string().nullable().describe('Whom people call when they need help.'),
  resolvers: z.array(listener).min(1).describe('What is asked where images of messages lie.'),
  policy: mailPolicy.describe('What holds where neither the département nor the commune says otherwise.'),
  clientFolder: z.string().describe('The built webmail.'),
  logLevel,
})

export type WebmailConfig = z.infer<typeof webmailConfig>
