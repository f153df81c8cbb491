// What the gateway process reads at start, generated from the spec. Units stand in the names.

import { z } from 'zod'
import { databaseAccess, listener, logLevel } from './listener.ts'
import { mailPolicy } from './mail-policy.ts'

export const gatewayConfig = z.strictObject({
  hostname: z.string().describe('Name in the banner, in EHLO answers and in Received (RFC 5321 §4.1.1.1).'),
  authservId: z
    .string()
    .describe(
      'authserv-id of our Authentication-Results; forged fields that carry it are removed (RFC 8601 §5).',
    ),
  smtp: z.array(listener).min(1).describe('Where mail from other servers comes in.'),
  submission: z
    .strictObject({
      startTls: z.array(listener).describe('Where mail programs hand over mail after STARTTLS.'),
      tlsAtOnce: z.array(listener).describe('The same with TLS from the first octet (RFC 8314 §3.3).'),
      authSocket: z.string().describe('Unix socket where Dovecot answers for passwords.'),
      tokenKeyFile: z
        .string()
        .describe('PEM public key of the tokens that open a mailbox for a minute (XOAUTH2).'),
    })
    .optional()
    .describe('Submission (RFC 6409).'),
  sieve: z
    .strictObject({
      listener: listener.describe('Loopback port where Dovecot hands over what the rules of mailboxes send.'),
      mostInAnHour: z.int().min(1).describe('Messages that the rules of one mailbox may send in an hour.'),
    })
    .optional()
    .describe('Answers, notices and redirects of Sieve.'),
  proxyNetworks: z
    .array(z.string())
    .describe('CIDR networks whose PROXY protocol header gives the client address.'),
  tls: z
    .strictObject({
      certificateFile: z.string().describe('PEM chain shown after STARTTLS.'),
      keyFile: z.string().describe('PEM private key of the certificate.'),
    })
    .describe('STARTTLS (RFC 3207).'),
  maxMessageBytes: z
    .int()
    .min(1024)
    .describe('Announced by SIZE and enforced while data comes in (RFC 1870).'),
  maxRecipients: z
    .int()
    .min(100)
    .describe('Recipients of one message; RFC 5321 §4.5.3.1.8 asks for 100 at least.'),
  maxConnections: z.int().min(1).describe('Connections this process serves at once.'),
  maxConnectionsPerAddress: z
    .int()
    .min(1)
    .describe('Connections of one IPv4 address or one IPv6 /64 at once; further ones get 421 4.7.0.'),
  maxConnectionsPerNetwork: z
    .int()
    .min(1)
    .describe('Connections of one IPv4 /24 at once; further ones get 421 4.7.0.'),
  unknownRecipients: z
    .strictObject({
      slowAfter: z.int().min(1).describe('Unknown recipients of one client that are answered at once.'),
      refuseAfter: z
        .int()
        .min(1)
        .describe('Unknown recipients after which nothing is taken from the client for a while (421 4.7.0).'),
      windowSeconds: z.number().positive().describe('Time after which counting begins anew.'),
      refuseSeconds: z.number().positive().describe('How long nothing is taken.'),
      longestDelaySeconds: z.number().min(0).describe('Longest that one answer is delayed.'),
    })
    .describe('What is done about clients that try out addresses; four times the numbers for an IPv4 /24.'),
  idleTimeoutSeconds: z.number().min(1).describe('Silence after which a connection is closed (421 4.4.2).'),
  dataTimeoutSeconds: z
    .number()
    .positive()
    .describe('Longest time for the data of one message, however it trickles (421 4.4.2).'),
  greetingDelayMilliseconds: z
    .int()
    .min(0)
    .describe('Time before the banner in which a client that talks first is found out; 0 for no such time.'),
  spoolDirectory: z.string().describe('Large messages rest here, already unlinked, while they are checked.'),
  watchedDirectories: z
    .array(z.string())
    .describe('Volumes that must keep free room before a message is taken.'),
  freeDiskFloorBytes: z.int().min(0).describe('Below this on any watched volume MAIL gets 452 4.3.1.'),
  fullMailboxGraceSeconds: z
    .number()
    .min(0)
    .describe('How long RCPT of a full mailbox says 452 4.2.2 before it says 552 5.2.2.'),
  heldMailboxBytes: z
    .int()
    .min(1)
    .describe('Held for one mailbox; from there on what would be held for it gets 452 4.2.2.'),
  heldTotalBytes: z
    .int()
    .min(1)
    .describe(
      'Held in all; from there on whatever would be held gets 452 4.3.1, and ordinary mail does not.',
    ),
  database: databaseAccess.describe('Directory, waiting and held messages.'),
  resolvers: z.array(listener).min(1).describe('Validating resolvers; no other DNS is ever asked.'),
  rspamd: listener.describe('The scan worker.'),
  clamd: listener.describe('The virus scanner.'),
  filteringTimeoutSeconds: z.number().positive().describe('Longest wait for all filters together.'),
  lmtp: listener
    .extend({ timeoutSeconds: z.number().positive().describe('Longest wait for one LMTP answer.') })
    .describe('Dovecot.'),
  authenticationTimeoutSeconds: z
    .number()
    .positive()
    .describe('Longest time for SPF, DKIM, ARC and DMARC together.'),
  policy: mailPolicy.describe('What holds where neither the département nor the commune says otherwise.'),
  trustedDomains: z
    .array(z.string())
    .describe('Domains besides the hosted ones that a look-alike must not pass for.'),
  trustedSealers: z
    .array(z.string())
    .describe('Domains whose ARC seal vouches for an author when DMARC fails (RFC 8617 §7.2.1).'),
  findingsKeyFile: z.string().describe('Key that signs the findings travelling with a message.'),
  srsKeyFile: z
    .string()
    .describe(
      'Key that makes the reverse-paths of what is sent on, and its marks; the same on every machine.',
    ),
  keyEncryptionKeyFile: z
    .string()
    .describe('File with the key that protects the private keys of DKIM in the database.'),
  logLevel,
})

export type GatewayConfig = z.infer<typeof gatewayConfig>

/** What the inbound stages from `filtering` on need, wherever they run. */
export const inboundConfig = gatewayConfig.pick({
  authservId: true,
  rspamd: true,
  clamd: true,
  filteringTimeoutSeconds: true,
  lmtp: true,
  policy: true,
  trustedDomains: true,
  findingsKeyFile: true,
  srsKeyFile: true,
  fullMailboxGraceSeconds: true,
  heldMailboxBytes: true,
  heldTotalBytes: true,
  watchedDirectories: true,
  freeDiskFloorBytes: true,
})

export type InboundConfig = z.infer<typeof inboundConfig>
