// The one file a département writes. Everything an operator may decide stands here and in the sections, with its meaning;
// all the rest is generated. `docs/spec.md` is made from the descriptions.

import { z } from 'zod'
import { absolutePath, hostName } from './field-types.ts'
import { defaultPortBase, highestPortBase } from './ports.ts'
import { clamav } from './section/clamav.ts'
import { delivery } from './section/delivery.ts'
import { department } from './section/department.ts'
import { filtering } from './section/filtering.ts'
import { limits } from './section/limits.ts'
import { listeners } from './section/listeners.ts'
import { log } from './section/log.ts'
import { resolver } from './section/resolver.ts'
import { retention } from './section/retention.ts'
import { sending } from './section/sending.ts'
import { smtp } from './section/smtp.ts'
import { tls } from './section/tls.ts'
import { web } from './section/web.ts'

export const specSchema = z.strictObject({
  department,
  mailHost: hostName.describe('Public name of the mail host: banner, MX, certificate, authserv-id.'),
  web,
  portBase: z
    .int()
    .min(1024)
    .max(highestPortBase)
    .default(defaultPortBase)
    .describe(
      'First number of the range of a thousand ports that this installation may use on the loopback address.',
    ),
  listeners,
  tls,
  state: absolutePath
    .optional()
    .describe('State folder; left out, ./var or /var/lib/vaguemestre. VAGUEMESTRE_STATE wins.'),
  resolver,
  smtp,
  sending,
  delivery,
  filtering,
  retention,
  clamav,
  limits,
  log,
  demo: z
    .boolean()
    .default(false)
    .describe('Create the demonstration communes, their mailboxes and zones under .test.'),
})

/** A complete, validated installation as its operator wants it; defaults filled in. */
export type Spec = z.infer<typeof specSchema>
