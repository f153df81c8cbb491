// What answers of other servers mean, and the sentences for it.

import { z } from 'zod'
import { routeTable } from '#http/contract/route.ts'

/** As core/smtp/delivery-attempt.ts has them. */
export const replyKinds = [
  'accepted',
  'unreachable',
  'dns-unavailable',
  'no-such-domain',
  'loop',
  'tls-required',
  'greylisted',
  'temporary',
  'unknown-recipient',
  'mailbox-full',
  'mailbox-disabled',
  'too-large',
  'policy',
  'reputation',
  'no-smtputf8',
  'permanent',
] as const

export const replyKind = z.enum(replyKinds).describe('What the answer meant; see /reply-kinds.')

const sentences = z.object({
  happened: z.string(),
  advice: z.string().describe('What can be done; empty when there is nothing to do.'),
})

export const replyKindRoutes = routeTable({
  'GET /reply-kinds': {
    permission: 'read:queue',
    summary: 'What each answer of another server means, in French and English, as senders are told it.',
    answer: z.object({ kinds: z.array(z.object({ kind: replyKind, fr: sentences, en: sentences })) }),
  },
})
