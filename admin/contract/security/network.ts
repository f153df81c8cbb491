// Addresses and networks as queries and bodies carry them; whether one exists is looked at by the API.

import { z } from 'zod'

export const network = z
  .string()
  .trim()
  .min(2)
  .max(50)
  .regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/)
  .describe('An address or a network in CIDR form.')
