// Whom unbound asks, and what it makes of DNSSEC.

import { isIP } from 'node:net'
import { z } from 'zod'
import { hostName, portNumber } from '../field-types.ts'

/** Decimal alone: unbound reads `0x35` and ` 53` in another way than we do, or not at all. */
const portDigits = /^[1-9]\d{0,4}$/
/** `192.0.2.1@5353`, `2001:db8::1` … as unbound writes them. */
const resolverAddress = z.string().refine((text) => {
  const [address = '', port = '53', ...rest] = text.split('@')
  const hasPort = portDigits.test(port) && portNumber.safeParse(Number(port)).success
  return rest.length === 0 && isIP(address) !== 0 && hasPort
}, 'expected an address with an optional decimal port from 1 to 65535, such as 192.0.2.53@5353')

export const resolver = z
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
  .describe('How names are resolved.')
