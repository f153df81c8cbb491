// The public host names of the interfaces.

import { z } from 'zod'
import { hostName } from '../field-types.ts'

export const web = z
  .strictObject({
    webmailHost: hostName.describe('Where people read their mail.'),
    adminHost: hostName.describe('Where the département’s team works.'),
    contentHost: hostName.describe(
      'Where HTML messages are shown and files sent by a link are fetched; a host of its own, so that nothing in them can reach a session.',
    ),
    passkeyDomain: hostName
      .optional()
      .describe(
        'Domain that webmailHost and adminHost lie in, such as cotedor.fr: a passkey made in one then opens the other as well. Left out, each interface has passkeys of its own. Another one later: every passkey is to be made anew.',
      ),
  })
  .refine(
    ({ webmailHost, adminHost, passkeyDomain }) =>
      passkeyDomain === undefined || [webmailHost, adminHost].every((host) => liesIn(host, passkeyDomain)),
    { path: ['passkeyDomain'], message: 'webmailHost and adminHost must lie in it' },
  )
  .optional()
  .describe(
    'Public names of the interfaces. A web server of yours, with certificates for them, passes requests for adminHost to `listeners.admin`, those for webmailHost to `listeners.webmail` and those for contentHost to `listeners.content`.',
  )

/** A browser takes no passkey for a top-level domain. */
const liesIn = (host: string, domain: string): boolean =>
  domain.includes('.') && (host === domain || host.endsWith(`.${domain}`))
