// The public host names of the interfaces.

import { z } from 'zod'
import { hostName } from '../field-types.ts'

export const web = z
  .strictObject({
    webmailHost: hostName.describe('Where people will read their mail.'),
    adminHost: hostName.describe('Where the département’s team will work.'),
    contentHost: hostName.describe(
      'Where HTML messages will be shown; a host of its own, so that nothing in a message can reach a session.',
    ),
  })
  .optional()
  .describe(
    'Public names of the interfaces; the panel is served at adminHost by a web server of yours with a certificate for it, which passes requests to `listeners.admin`. This version has no webmail yet.',
  )
