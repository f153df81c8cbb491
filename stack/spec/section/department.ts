// Who runs the installation, as letters and pages name them.

import { z } from 'zod'

export const department = z
  .strictObject({
    name: z.string().min(1).max(80).describe('Name as people write it: Côte-d’Or.'),
    number: z
      .string()
      .regex(/^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8])$/, 'expected a département number such as 21, 2A or 974')
      .describe('Official number.'),
    supportPhone: z
      .string()
      .regex(/^\+?[\d\u00a0 .]{3,20}$/, 'expected a telephone number')
      .optional()
      .describe('Whom people call when they need help; printed on letters.'),
    address: z
      .strictObject({
        street: z.string().min(1).max(80).describe('Number and street, or a box.'),
        postcode: z
          .string()
          .regex(/^\d{5}$/, 'expected five digits')
          .describe('Postcode.'),
        city: z.string().min(1).max(40).describe('Town; letters are dated from there.'),
      })
      .optional()
      .describe('Where letters come from; printed on them.'),
  })
  .describe('The département that runs this installation.')
