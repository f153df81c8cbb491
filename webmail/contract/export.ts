// A box as a file that its person keeps: every folder as one mbox file in a ZIP archive. One at a time for each person.

import { z } from 'zod'
import { instant, mailboxId, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'

export const exportView = z.object({
  id: uuid,
  box: mailboxId,
  /** `waiting`: its file was not fetched yet, which must be done within two minutes. */
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  /** Messages written so far, and of how many. */
  messages: z.int().min(0),
  total: z.int().min(0),
  /** Of messages, before they are packed. */
  octets: z.int().min(0),
  startedAt: instant,
})

export const exportRoutes = routeTable({
  'GET /export': {
    permission: 'self',
    summary: 'The last export that one began, and how far it is.',
    answer: z.object({ export: exportView.nullable() }),
  },
  'POST /boxes/{box}/export': {
    permission: 'self',
    summary: 'Begins an export of a box that one owns or manages; its file is fetched then.',
    params: boxParams,
    answer: exportView,
    status: 201,
  },
  'GET /boxes/{box}/export/{export}': {
    permission: 'self',
    summary: 'The file of an export, once: a ZIP archive with one mbox file (mboxrd) for each folder.',
    params: boxParams.extend({ export: uuid }),
    answer: { file: 'application/zip' },
  },
  'DELETE /export/{export}': {
    permission: 'self',
    summary: 'Ends an export that is under way.',
    params: z.object({ export: uuid }),
    answer: null,
  },
})
