// Communes of the département as the official list has them (code officiel géographique): whom one can welcome.

import { z } from 'zod'
import { pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'

export const inseeCode = z.string().regex(/^(\d{2}|2[AB])\d{3}$/)

export const officialCommuneRow = z.object({
  inseeCode: z.string(),
  name: z.string(),
  postcodes: z.array(z.string()),
  population: z.int().nullable(),
  siren: z.string().nullable(),
  communeId: uuid.nullable().describe('The commune of this installation, where it is hosted already.'),
  proposedDomain: z.string().describe('mairie-<name>.fr; with the département’s number between homonyms.'),
})

export const officialCommuneRoutes = routeTable({
  'GET /official-communes': {
    permission: 'welcome:commune',
    summary: 'Communes of the département by the official list, by name.',
    query: pageQuery.extend({
      search: z
        .string()
        .max(200)
        .optional()
        .describe('Part of the name, accents or not; or the start of an INSEE code or postcode.'),
      hosted: z.enum(['true', 'false']).optional().describe('Only those that are here already, or are not.'),
    }),
    answer: pageOf(officialCommuneRow),
  },
})
