import { z } from 'zod'

export const department = z
  .strictObject({
    name: z.string().min(1).max(80).describe('Name as people write it: Côte-d’Or.'),
    number: z
      .string()
      .regex(/^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8])$/, 'expected a département number such as 21, 2A or 974')
      .describe('Official number.'),
  })
  .describe('The département that runs this installation.')
