// A file of a message, as far as it can be shown as text: what a document or a message says, the rows of a table, what an archive
// holds.
// Images and PDF are shown by the client from the file itself.

import { z } from 'zod'
import { instant, routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { partName, uid } from './conversation.ts'
import { folderPath } from './folder.ts'

export const filePreview = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pieces'),
    /** Sheets, slides, or the one text. */
    pieces: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('text'), title: z.string(), text: z.string() }),
        z.object({ kind: z.literal('table'), title: z.string(), rows: z.array(z.array(z.string())) }),
      ]),
    ),
    /** There is more in the file. */
    cut: z.boolean(),
  }),
  z.object({
    kind: z.literal('archive'),
    /** The first of them. */
    entries: z.array(z.object({ name: z.string(), bytes: z.number().min(0), encrypted: z.boolean() })),
    count: z.int().min(0),
  }),
  z.object({
    kind: z.literal('message'),
    from: z.array(z.string()),
    /** Of To and Cc, the first of them. */
    to: z.array(z.string()),
    /** Of all of them. */
    toCount: z.int().min(0),
    subject: z.string(),
    at: instant.nullable(),
    text: z.string(),
    cut: z.boolean(),
    /** Names of what is attached to it, the first of them. */
    files: z.array(z.string()),
    fileCount: z.int().min(0),
  }),
  z.object({
    kind: z.literal('none'),
    why: z.enum(['encrypted', 'broken', 'unsupported', 'too-large', 'late']),
  }),
])

export const previewRoutes = routeTable({
  'GET /boxes/{box}/preview': {
    permission: 'self',
    summary: 'What one attached file says, as text.',
    params: boxParams,
    query: z.object({ folder: folderPath, uid, part: partName }),
    answer: filePreview,
  },
})
