// Receipts that messages ask for.

import { receiptRoutes } from '../../contract/receipt.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'
import { answerReceipt } from '../receipt/answer-receipt.ts'

export const receiptHandlers = implement(receiptRoutes, {
  'POST /boxes/{box}/receipts': async ({ params, body: { place, send } }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const answered = await answerReceipt(opened.value, { ...place, send }, context)
    return answered.ok ? null : answered.error
  },
})
