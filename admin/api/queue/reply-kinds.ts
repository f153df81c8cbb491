// What answers of other servers mean, in the words that senders read.

import { replyKinds } from '#core/smtp/delivery-attempt.ts'
import { replyKindTexts } from '#core/smtp/reply-kind-text.ts'
import { replyKindRoutes } from '../../contract/reply-kind.ts'
import { implement } from '../http/handler.ts'

export const replyKindHandlers = implement(replyKindRoutes, {
  'GET /reply-kinds': async () => ({
    kinds: replyKinds.map((kind) => ({ kind, fr: replyKindTexts.fr[kind], en: replyKindTexts.en[kind] })),
  }),
})
