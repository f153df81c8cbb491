// What one client of the SMTP listeners may take: connections, recipients, octets, tries.

import { z } from 'zod'
import { cidr } from '../field-types.ts'

export const smtp = z
  .strictObject({
    proxyNetworks: z
      .array(cidr)
      .default([])
      .describe(
        'Networks of load balancers whose PROXY header gives the client address, on 25, 587 and 465.',
      ),
    maxMessageMegabytes: z
      .int()
      .min(1)
      .max(200)
      .default(50)
      .describe('Largest accepted message, encoded: 25 MB of attachments need about 35.'),
    maxRecipients: z
      .int()
      .min(100)
      .max(10_000)
      .default(1000)
      .describe('Maximum of recipients of one message.'),
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
          .describe('Unknown recipients after which that client is refused for a while.'),
        windowMinutes: z
          .int()
          .min(1)
          .max(1440)
          .default(60)
          .describe('Time after which counting begins anew.'),
        refuseMinutes: z.int().min(1).max(1440).default(30).describe('How long it is refused (421 4.7.0).'),
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
      .describe('Against address guessing; an IPv4 /24 may have four times the numbers.'),
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
        'Wait before the banner that catches clients which talk first; 0 for no wait and no catch. `npm run bench:greeting` measures what it costs.',
      ),
  })
  .prefault({})
  .describe('The listener for mail from other servers.')
