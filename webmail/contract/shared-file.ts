// Files given out by a link in place of an attachment: until a date, with a password where one wants. The link is said once, to
// whoever makes it; nobody can ask for it again.

import { z } from 'zod'
import { instant, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { mostSharedBytes, pieceBytes, sharedDays } from './shared-file-limits.ts'

const howLong = {
  days: z.literal(sharedDays).describe('How long it is open.'),
  password: z.boolean().describe('Whether it asks for a password, which is made for it.'),
}

export const madeLink = z.object({
  id: uuid,
  name: z.string(),
  octets: z.int().min(0),
  address: z.string().describe('The link, said this once.'),
  password: z.string().nullable().describe('Said this once, to be told otherwise than in the message.'),
  expiresAt: instant,
})

export const sharedFileView = z.object({
  id: uuid,
  name: z.string(),
  octets: z.int().min(0),
  /** Who gave it; null for whoever is gone. */
  person: z.string().nullable(),
  sharedAt: instant,
  expiresAt: instant,
  state: z.enum(['open', 'expired', 'withdrawn']),
  hasPassword: z.boolean(),
  downloads: z.int().min(0),
  lastDownloadAt: instant.nullable(),
})

const fileParams = boxParams.extend({ file: uuid })

export const sharedFileRoutes = routeTable({
  'GET /boxes/{box}/shared-files': {
    permission: 'self',
    summary: 'Files that a box gave out by a link, the newest first.',
    params: boxParams,
    answer: z.object({ rows: z.array(sharedFileView) }),
  },
  'POST /boxes/{box}/shared-files': {
    permission: 'self',
    summary: 'Begins a file that is given out by a link; the link opens nothing before all of it has come.',
    params: boxParams,
    body: z.strictObject({
      name: z.string().min(1).max(1000),
      octets: z.int().min(1).max(mostSharedBytes),
      ...howLong,
    }),
    answer: madeLink,
    status: 201,
    shownOnce: true,
  },
  'PUT /boxes/{box}/shared-files/{file}/pieces/{piece}': {
    permission: 'self',
    summary: `A piece of it, from 0 on, each of ${pieceBytes} octets but the last. The same one again changes nothing.`,
    params: fileParams.extend({ piece: z.coerce.number().int().min(0).max(1_000) }),
    upload: true,
    maxBodyBytes: pieceBytes,
    answer: null,
  },
  'POST /boxes/{box}/shared-files/{file}/completion': {
    permission: 'self',
    summary: 'All of it has come: from here on the link opens it.',
    params: fileParams,
    answer: null,
  },
  'POST /boxes/{box}/drafts/{draft}/shared-files': {
    permission: 'self',
    summary: 'Gives out a file of a draft by a link; it stays in the draft until that is saved without it.',
    params: boxParams.extend({ draft: uuid }),
    body: z.strictObject({
      /** Of the draft, as it is saved. */
      file: uuid,
      ...howLong,
      /** Why it does not go along. */
      because: z.enum(['leak', 'size']),
    }),
    answer: madeLink,
    status: 201,
    shownOnce: true,
  },
  'DELETE /boxes/{box}/shared-files/{file}': {
    permission: 'self',
    summary: 'Withdraws it: its link opens nothing from here on.',
    params: fileParams,
    answer: null,
  },
})
