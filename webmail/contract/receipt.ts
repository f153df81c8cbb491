// Receipts (RFC 8098): one that a message asks for is sent or declined by whoever writes as the box, once.

import { z } from 'zod'
import { routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { messagePlace } from './conversation.ts'

export const receiptRoutes = routeTable({
  'POST /boxes/{box}/receipts': {
    permission: 'self',
    summary: 'Sends the receipt that a message asks for, or declines it; it is not asked for again.',
    params: boxParams,
    body: z.strictObject({ place: messagePlace, send: z.boolean() }),
    answer: null,
  },
})
