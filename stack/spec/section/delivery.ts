// How mail leaves for the mail hosts of others.

import { z } from 'zod'
import { hostName } from '../field-types.ts'

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
        'Names besides `mailHost` under which others reach this installation: mail is not sent there in a circle.',
      ),
    ownAddresses: z
      .array(z.union([z.ipv4(), z.ipv6()]))
      .default([])
      .describe('Public addresses that lead to this machine through another one, such as a router.'),
  })
  .prefault({})
  .describe('Delivery to other mail servers.')
