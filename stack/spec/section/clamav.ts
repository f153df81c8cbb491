// Where the virus signatures come from.

import { z } from 'zod'

export const clamav = z
  .strictObject({
    mirror: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Private mirror of the signatures; left out, the public one.'),
  })
  .prefault({})
  .describe('Virus signatures.')
