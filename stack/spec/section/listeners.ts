// Which ports of the public stand open where; a listener that is not named stays on the loopback.

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

export const listeners = z
  .strictObject({
    smtp: endpoint.optional(),
    submission: endpoint.optional(),
    submissions: endpoint.optional(),
    imap: endpoint.optional(),
    imaps: endpoint.optional(),
    managesieve: endpoint.optional(),
    admin: endpoint
      .describe(
        'Where the panel listens, without TLS: for the web server of `web.adminHost` alone, which names the client in X-Forwarded-For.',
      )
      .optional(),
    webmail: endpoint
      .describe(
        'Where the webmail listens, without TLS: for the web server of `web.webmailHost` alone, which names the client in X-Forwarded-For.',
      )
      .optional(),
    content: endpoint
      .describe(
        'Where HTML messages are served from, without TLS: for the web server of `web.contentHost` alone.',
      )
      .optional(),
  })
  .default({})
  .describe(
    'Public listeners, in production 25, 465, 587, 993 and 4190; what is left out listens on 127.0.0.1 within the port range.',
  )
