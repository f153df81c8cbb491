// What several sections of the spec are made of, with the words in which a fault is reported.

import ipaddr from 'ipaddr.js'
import { z } from 'zod'

export const hostName = z
  .string()
  .max(253)
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/,
    'expected a lower-case host name such as mail.cotedor.fr',
  )

/** No daemon's syntax needs to quote these. */
export const plainPath = /^(\/[A-Za-z0-9._+@-]+)+$/

export const absolutePath = z
  .string()
  .regex(plainPath, 'expected an absolute path of letters, digits and . _ - + @, without a final slash')

export const cidr = z
  .string()
  .refine((text) => ipaddr.isValidCIDR(text), 'expected a network such as 192.0.2.0/24 or 2001:db8::/32')

export const portNumber = z.int().min(1).max(65535)
