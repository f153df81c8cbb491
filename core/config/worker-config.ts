// What the worker process reads at start, generated from the spec.

import { z } from 'zod'
import { inboundConfig } from './gateway-config.ts'
import { databaseAccess, listener, logLevel } from './listener.ts'

export const workerConfig = z.strictObject({
  database: databaseAccess.describe('Jobs, waiting and held messages.'),
  hooks: listener.describe('Loopback port for /health and for the hooks of the daemons.'),
  doveadm: listener
    .extend({ passwordFile: z.string().describe('File with the doveadm HTTP password.') })
    .describe('The doveadm HTTP API of the Dovecot that stores the mailboxes.'),
  lmtp: listener
    .extend({ timeoutSeconds: z.number().positive().describe('Longest wait for one LMTP answer.') })
    .describe('Dovecot.'),
  learning: z
    .strictObject({
      tokenFile: z.string().describe('File with the token that Dovecot shows when it hands a message over.'),
      controller: listener
        .extend({ passwordFile: z.string().describe('File with its password.') })
        .describe('Controller of rspamd.'),
      maxMessageBytes: z.int().positive().describe('Largest message taken for a lesson.'),
    })
    .describe('What people move into and out of Junk teaches the filter.'),
  authPolicy: z
    .strictObject({
      tokenFile: z.string().describe('File with the token that Dovecot shows when it asks about a login.'),
      probe: z.string().describe('The login of the supervisor’s probe, which fills no log.'),
    })
    .describe('What is held against guessing passwords.'),
  hostname: z.string().describe('Name given in LHLO, and the domain of the team that digests come from.'),
  digest: z
    .strictObject({
      department: z.string().describe('Name of the département, as people write it.'),
      linksOrigin: z
        .string()
        .nullable()
        .describe(
          'Where the page is that decides about held mail; null where there is none, and no link then.',
        ),
      linksKeyFile: z.string().describe('File with the key that signs the links.'),
    })
    .describe('The daily letter about held mail.'),
  outbox: z
    .strictObject({
      submissions: listener.describe('Our own submission, with TLS from the first octet.'),
      imap: listener.describe('Dovecot, where a copy of what was sent is filed.'),
      mailboxTokenKeyFile: z
        .string()
        .describe('File with the private key of the tokens that open mailboxes.'),
    })
    .describe('What people send from the webmail.'),
  supportPhone: z.string().nullable().describe('Whom people call when they need help.'),
  retention: z
    .strictObject({
      traceDays: z.int().min(30).describe('How long the trace and what DMARC reports count are kept.'),
      securityDays: z.int().min(30).describe('How long the security log and sign-ins are kept.'),
      heldDays: z.int().min(1).describe('How long held mail waits for a decision.'),
    })
    .describe('What is older is deleted, within an hour.'),
  inbound: inboundConfig.describe('The stages of incoming mail, for mail of ours to mailboxes of ours.'),
  delivery: z
    .strictObject({
      resolvers: z.array(listener).min(1).describe('Validating resolvers; no other DNS is ever asked.'),
      ownNames: z.array(z.string()).describe('Names besides `hostname` that others know us by.'),
      ownAddresses: z.array(z.string()).describe('Addresses besides those of this machine that lead to us.'),
      allowedNetworks: z
        .array(z.string())
        .describe('CIDR networks that mail is sent to although they are not on the Internet.'),
      port: z.int().min(1).max(65_535).describe('Of mail hosts; 25 everywhere but on a bench.'),
      relay: z
        .strictObject({
          host: z.string(),
          port: z.int().min(1).max(65_535),
          verified: z.boolean().describe('It must show a certificate that a public authority vouches for.'),
          credentials: z.strictObject({ username: z.string(), passwordFile: z.string() }).nullable(),
        })
        .nullable()
        .describe('The server that takes everything; null where mail goes to the mail hosts of each domain.'),
    })
    .describe('Delivery to mail hosts of others.'),
  zones: z
    .strictObject({
      server: listener.describe('Knot.'),
      keyName: z.string().describe('Of the key that changes are signed with.'),
      keyFile: z.string().describe('File with that key.'),
    })
    .describe('Where the keys of our domains are published, as far as their zones are there.'),
  keyEncryptionKeyFile: z
    .string()
    .describe('File with the key that protects the private keys of DKIM in the database.'),
  logLevel,
})

export type WorkerConfig = z.infer<typeof workerConfig>
