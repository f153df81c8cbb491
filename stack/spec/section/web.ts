// The public host names of the interfaces.

import { z } from 'zod'
import { hostName } from '../field-types.ts'

export const web = z
  .strictObject({
    webmailHost: hostName.describe('Where people read their mail.'),
    adminHost: hostName.describe('Where the département’s team works.'),
    contentHost: hostName.describe(
      'Where HTML messages are shown; a host of its own, so that nothing in a message can reach a session.',
    ),
  })
  .optional()
  .describe(
    'Public names of the interfaces. A web server of yours, with certificates for them, passes requests for adminHost to `listeners.admin`, those for webmailHost to `listeners.webmail` and those for contentHost to `listeners.content`.',
  )
