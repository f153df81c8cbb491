// Whose decision about incoming mail it is: a commune’s, or the département’s for all.

import { z } from 'zod'
import { uuid } from '#http/contract/route.ts'

export const policyTenant = z.object({ id: uuid, name: z.string(), kind: z.enum(['commune', 'department']) })
