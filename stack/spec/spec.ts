// The one file a département writes. Everything an operator may decide stands here with its meaning; all the rest
// is generated. `docs/spec.md` is made from the descriptions.

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { attachmentActions, attachmentMarks } from '#core/attachment-mark.ts'
import { defaultPortBase, highestPortBase } from './ports.ts'

const hostName = z
  .string()
  .max(253)
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/,
    'expected a lower-case host name such as mail.cotedor.fr',
  )
/** No daemon's syntax needs to quote these. */
export const plainPath = /^(\/[A-Za-z0-9._+@-]+)+$/
const absolutePath = z
  .string()
  .regex(plainPath, 'expected an absolute path of letters, digits and . _ - + @, without a final slash')
const cidr = z
  .string()
  .refine((text) => ipaddr.isValidCIDR(text), 'expected a network such as 192.0.2.0/24 or 2001:db8::/32')
const portNumber = z.int().min(1).max(65535)
/** Decimal alone: unbound reads `0x35` and ` 53` in another way than we do, or not at all. */
const portDigits = /^[1-9]\d{0,4}$/
/** `192.0.2.1@5353`, `2001:db8::1` … as unbound writes them. */
const resolverAddress = z.string().refine((text) => {
  const [address = '', port = '53', ...rest] = text.split('@')
  const hasPort = portDigits.test(port) && portNumber.safeParse(Number(port)).success
  return rest.length === 0 && isIP(address) !== 0 && hasPort
}, 'expected an address with an optional decimal port from 1 to 65535, such as 192.0.2.53@5353')

const bindAddress = z.string().refine((text) => isIP(text) !== 0, 'expected an IP address')

const endpoint = z
  .strictObject({
    address: bindAddress.describe('Address to listen on; 0.0.0.0 or :: for all.'),
    port: portNumber.describe('TCP port.'),
  })
  .describe('A public listener in place of the loopback one.')
/** Taken and checked, so that a spec may say today what will be needed; nothing listens there yet. */
const futureEndpoint = endpoint.describe(
  'Not used yet: nothing takes mail from users’ programs in this version.',
)

export const specSchema = z.strictObject({
  department: z
    .strictObject({
      name: z.string().min(1).max(80).describe('Name as people write it: Côte-d’Or.'),
      number: z
        .string()
        .regex(
          /^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8])$/,
          'expected a département number such as 21, 2A or 974',
        )
        .describe('Official number.'),
    })
    .describe('The département that runs this installation.'),
  mailHost: hostName.describe('Public name of the mail host: banner, MX, certificate, authserv-id.'),
  web: z
    .strictObject({
      webmailHost: hostName.describe('Where people will read their mail.'),
      adminHost: hostName.describe('Where the département’s team will work.'),
      contentHost: hostName.describe(
        'Where HTML messages will be shown; a host of its own, so that nothing in a message can reach a session.',
      ),
    })
    .optional()
    .describe(
      'Public names of the interfaces. This version has neither webmail nor panel: leave it out, or the links of the letters about held mail lead to webmailHost before there is a page.',
    ),
  portBase: z
    .int()
    .min(1024)
    .max(highestPortBase)
    .default(defaultPortBase)
    .describe(
      'First number of the range of a thousand ports that this installation may use on the loopback address.',
    ),
  listeners: z
    .strictObject({
      smtp: endpoint.optional(),
      submission: futureEndpoint.optional(),
      submissions: futureEndpoint.optional(),
      imap: endpoint.optional(),
      imaps: endpoint.optional(),
      managesieve: endpoint.optional(),
    })
    .default({})
    .describe(
      'Public listeners, in production 25, 993 and 4190, later 587 and 465 too; what is left out listens on 127.0.0.1 within the port range.',
    ),
  tls: z
    .strictObject({
      certificateFile: absolutePath.describe('PEM chain for mailHost, leaf first.'),
      keyFile: absolutePath.describe('PEM private key; root must be able to read it.'),
    })
    .optional()
    .describe('Certificate of the mail host; left out, a private authority is made in the state folder.'),
  state: absolutePath
    .optional()
    .describe('State folder; left out, ./var or /var/lib/vaguemestre. VAGUEMESTRE_STATE wins.'),
  resolver: z
    .strictObject({
      forwarders: z
        .array(resolverAddress)
        .default([])
        .describe('Ask these resolvers; left empty, unbound asks the root servers itself.'),
      stubZones: z
        .array(
          z.strictObject({
            zone: hostName.describe('Zone that is not delegated publicly.'),
            server: resolverAddress.describe('Its authoritative server.'),
          }),
        )
        .default([])
        .describe('Zones answered by a named server.'),
      reach: z
        .enum(['internet', 'local', 'detect'])
        .default('internet')
        .describe(
          'internet: any name may be asked; local: only stub zones exist and every other name is answered with "does not exist" at once; detect: local when no root server answers at start.',
        ),
      dnssec: z
        .enum(['validate', 'off'])
        .default('validate')
        .describe('Validate signatures; off only for tests.'),
    })
    .prefault({})
    .describe('How names are resolved.'),
  smtp: z
    .strictObject({
      proxyNetworks: z
        .array(cidr)
        .default([])
        .describe('Networks of load balancers whose PROXY header gives the client address.'),
      maxMessageMegabytes: z
        .int()
        .min(1)
        .max(200)
        .default(50)
        .describe('Largest message taken, encoded: 25 MB of attachments need about 35.'),
      maxRecipients: z.int().min(100).max(10_000).default(1000).describe('Most recipients of one message.'),
      maxConnections: z
        .int()
        .min(1)
        .max(10_000)
        .default(500)
        .describe('Most connections of one gateway at once.'),
      maxConnectionsPerAddress: z
        .int()
        .min(1)
        .max(10_000)
        .default(50)
        .describe('Most connections of one IPv4 address or one IPv6 /64 at once.'),
      maxConnectionsPerNetwork: z
        .int()
        .min(1)
        .max(10_000)
        .default(200)
        .describe('Most connections of one IPv4 /24 at once.'),
      unknownRecipients: z
        .strictObject({
          slowAfter: z
            .int()
            .min(1)
            .max(10_000)
            .default(10)
            .describe('Unknown recipients of one IPv4 address or IPv6 /64 that are answered at once.'),
          refuseAfter: z
            .int()
            .min(1)
            .max(100_000)
            .default(50)
            .describe('Unknown recipients after which nothing is taken from there for a while.'),
          windowMinutes: z
            .int()
            .min(1)
            .max(1440)
            .default(60)
            .describe('Time after which counting begins anew.'),
          refuseMinutes: z
            .int()
            .min(1)
            .max(1440)
            .default(30)
            .describe('How long nothing is taken (421 4.7.0).'),
          longestDelaySeconds: z
            .int()
            .min(0)
            .max(60)
            .default(10)
            .describe('Where the delay of an answer stops doubling; it begins with 100 ms.'),
        })
        .refine(
          ({ slowAfter, refuseAfter }) => slowAfter <= refuseAfter,
          'slowAfter must not be above refuseAfter',
        )
        .prefault({})
        .describe('Against clients that try out addresses; an IPv4 /24 may have four times the numbers.'),
      idleTimeoutSeconds: z
        .int()
        .min(5)
        .max(600)
        .default(300)
        .describe('Silence after which a connection is closed; RFC 5321 §4.5.3.2.7 asks for 300.'),
      greetingDelayMilliseconds: z
        .int()
        .min(0)
        .max(10_000)
        .default(1)
        .describe(
          'Wait before the banner that catches clients which talk first; 0 for no wait and no catch. docs/performance.md says what it costs.',
        ),
    })
    .prefault({})
    .describe('The listener for mail from other servers.'),
  filtering: z
    .strictObject({
      junkAtScore: z
        .number()
        .min(0)
        .max(100)
        .default(6)
        .describe('rspamd score from which a message is filed as junk.'),
      refuseAtScore: z
        .number()
        .min(0)
        .max(1000)
        .default(15)
        .describe('rspamd score from which a message is refused.'),
      timeoutSeconds: z
        .number()
        .min(1)
        .max(120)
        .default(30)
        .describe('Longest wait for a filter before the sender is asked to try again.'),
      networkLists: z.boolean().default(true).describe('Ask public reputation lists by DNS.'),
      greylisting: z
        .boolean()
        .optional()
        .describe(
          'Ask suspicious mail, and no other, to come back some minutes later. Left out: yes, but not in a demonstration, where the first message of a newcomer should arrive at once.',
        ),
      greylistSeconds: z.int().min(1).max(3600).default(300).describe('How much later.'),
      attachments: z
        .partialRecord(z.enum(attachmentMarks), z.enum(attachmentActions))
        .default({})
        .describe(
          'What to do about each kind of dangerous file, where it differs from the default of docs/operations.md.',
        ),
      trustedDomains: z
        .array(hostName)
        .default([
          'impots.gouv.fr',
          'dgfip.finances.gouv.fr',
          'urssaf.fr',
          'caf.fr',
          'ameli.fr',
          'ants.gouv.fr',
          'laposte.fr',
        ])
        .describe('Domains besides the hosted ones that a look-alike must not pass for.'),
      trustedSealers: z
        .array(hostName)
        .default([])
        .describe(
          'Forwarders and lists whose ARC seal is believed when DMARC fails because they changed a message.',
        ),
    })
    .refine(
      (filtering) => filtering.junkAtScore < filtering.refuseAtScore,
      'junkAtScore must be below refuseAtScore',
    )
    .prefault({})
    .describe('Spam filtering of the whole département.'),
  retention: z
    .strictObject({
      traceDays: z
        .int()
        .min(30)
        .max(3650)
        .default(183)
        .describe('How long it can be found what became of a message (six months by default).'),
      securityDays: z
        .int()
        .min(30)
        .max(3650)
        .default(365)
        .describe('How long attacks on the listener stay in the security log.'),
      heldDays: z
        .int()
        .min(1)
        .max(365)
        .default(30)
        .describe('How long a held message waits for somebody before it is deleted.'),
    })
    .prefault({})
    .describe('How long what we remember is kept.'),
  clamav: z
    .strictObject({
      mirror: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe('Private mirror of the signatures; left out, the public one.'),
    })
    .prefault({})
    .describe('Virus signatures.'),
  limits: z
    .strictObject({
      deliveryTimeoutSeconds: z
        .int()
        .min(1)
        .max(300)
        .default(60)
        .describe('Longest wait for one answer of Dovecot before the sender is asked to try again.'),
      freeDiskFloorMegabytes: z
        .int()
        .min(0)
        .default(512)
        .describe('Below this much free room on a state volume no message is taken.'),
      databaseConnections: z
        .int()
        .min(20)
        .max(1000)
        .default(100)
        .describe('Connections PostgreSQL accepts, shared by all processes.'),
      fullMailboxGraceDays: z
        .int()
        .min(0)
        .max(30)
        .default(3)
        .describe(
          'How long senders to a full mailbox are asked to try again (452 4.2.2) before they hear that it is full (552 5.2.2).',
        ),
      defaultQuotaMegabytes: z.int().min(1).default(1024).describe('Room of a mailbox that names no other.'),
    })
    .prefault({})
    .describe('What the machine can bear.'),
  log: z
    .strictObject({
      level: z
        .enum(['info', 'warn', 'error'])
        .default('info')
        .describe('Events below this level are not written.'),
      rotateMegabytes: z.int().min(1).max(1024).default(10).describe('Size at which a log file is closed.'),
      keepFiles: z.int().min(1).max(100).default(5).describe('Closed files kept for each service.'),
    })
    .prefault({})
    .describe('Logs of every process and daemon.'),
  demo: z
    .boolean()
    .default(false)
    .describe('Create the demonstration communes, their mailboxes and zones under .test.'),
})

/** A complete, validated installation as its operator wants it; defaults filled in. */
export type Spec = z.infer<typeof specSchema>
