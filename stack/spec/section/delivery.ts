// How mail leaves for the mail hosts of others.

import { z } from 'zod'
import { isSpfTerm } from '#core/deliverability/spf-term.ts'
import { absolutePath, hostName } from '../field-types.ts'

export const delivery = z
  .strictObject({
    allowedNetworks: z
      .array(z.union([z.cidrv4(), z.cidrv6()]))
      .default([])
      .describe(
        'Private networks that mail may be sent to, as those of a préfecture; no other address that is not on the Internet is ever connected to.',
      ),
    ownNames: z
      .array(hostName)
      .default([])
      .describe(
        'Names besides `mailHost` under which others reach this installation: this prevents mail loops.',
      ),
    ownAddresses: z
      .array(z.union([z.ipv4(), z.ipv6()]))
      .default([])
      .describe('Public addresses that lead to this machine through another one, such as a router.'),
    spfTerms: z
      .array(
        z
          .string()
          .refine(isSpfTerm, 'expected a term of SPF such as include:_spf.relay.fr or ip4:192.0.2.0/24'),
      )
      .max(8)
      .default([])
      .describe(
        'Who sends for the hosted domains besides `mailHost`, as terms of SPF: what a relay asks to be included, or the addresses that mail leaves from.',
      ),
    relay: z
      .strictObject({
        host: z.union([hostName, z.ipv4(), z.ipv6()]).describe('Name or address of the server.'),
        port: z
          .int()
          .min(1)
          .max(65_535)
          .default(587)
          .describe('Its port; STARTTLS is used where it is offered.'),
        verified: z.boolean().default(true).describe('Require a certificate of a public authority.'),
        credentials: z
          .strictObject({
            username: z.string().min(1),
            passwordFile: absolutePath.describe('File with the password, readable by the user vaguemestre.'),
          })
          .optional()
          .describe('How this installation signs in there; left out, its address is enough.'),
      })
      .refine(
        ({ verified, credentials }) => verified || credentials === undefined,
        'a password is sent to a verified server only: leave `verified` out',
      )
      .optional()
      .describe(
        'A server of somebody else, such as the State’s, that takes all mail for others. Left out, mail goes to the mail hosts of each domain.',
      ),
  })
  .prefault({})
  .describe('Delivery to other mail servers.')
