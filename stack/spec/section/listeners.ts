import { isIP } from 'node:net'
import { z } from 'zod'
import { portNumber } from '../field-types.ts'

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

export const listeners = z
  .strictObject({
    smtp: endpoint.optional(),
    submission: futureEndpoint.optional(),
    submissions: futureEndpoint.optional(),
    imap: endpoint.optional(),
    imaps: endpoint.optional(),
    managesieve: endpoint.optional(),
    admin: endpoint
      .describe(
        'Where the panel listens, without TLS: for the web server of `web.adminHost` alone, which names the client in X-Forwarded-For.',
      )
      .optional(),
  })
  .default({})
  .describe(
    'Public listeners, in production 25, 993 and 4190, later 587 and 465 too; what is left out listens on 127.0.0.1 within the port range.',
  )
