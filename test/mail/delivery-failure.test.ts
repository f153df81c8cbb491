import { expect, test } from 'vitest'
import { deliveryFailure } from '#mail/delivery-failure.ts'

test.each([
  [552, '5.2.2', 'mailbox-full'],
  [452, '4.2.2', 'delivery-deferred'],
  [451, '4.3.0', 'delivery-deferred'],
  [550, '5.1.1', 'delivery-refused'],
  [354, '3.0.0', 'delivery-deferred'],
])('%i %s → %s', (code, enhanced, failure) => {
  expect(deliveryFailure({ code, enhanced, text: '' })).toBe(failure)
})
