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
    'Public names of the interfaces. This version has neither webmail nor panel: leave it out, or the links of the letters about held mail lead to webmailHost before there is a page.',
  )
