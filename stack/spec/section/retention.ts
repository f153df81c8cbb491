// How long traces, attacks and held mail are kept before they are forgotten.

import { z } from 'zod'

export const retention = z
  .strictObject({
    traceDays: z
      .int()
      .min(30)
      .max(3650)
      .default(183)
      .describe('How long the message trace is kept (six months by default).'),
    securityDays: z
      .int()
      .min(30)
      .max(3650)
      .default(365)
      .describe('How long attacks on the listener stay in the security log.'),
    heldDays: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe('How long a held message waits for somebody before it is deleted.'),
  })
  .prefault({})
  .describe('How long records are kept.')
