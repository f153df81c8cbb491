// What a phone or a mail program must be told, besides its address and its app password.

import { z } from 'zod'
import { routeTable } from './route.ts'

const port = z.int().min(1).max(65_535)

export const mailServersRoutes = routeTable({
  'GET /self/mail-servers': {
    permission: 'self',
    summary: 'Host and ports for mail programs; both with TLS from the first octet (RFC 8314).',
    answer: z.object({ host: z.string(), imapsPort: port, submissionsPort: port }),
  },
})
