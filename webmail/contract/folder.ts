// Folders of a box as its other programs see them.

import { z } from 'zod'
import { routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'

/** RFC 6154, the inbox, and where lies what was put off. */
export const folderRoles = ['inbox', 'snoozed', 'sent', 'drafts', 'archive', 'junk', 'trash'] as const

/** As IMAP names it, levels parted by `/`. */
export const folderPath = z.string().min(1).max(1000)

export const folderView = z.object({
  path: folderPath,
  /** Its last level; the client has words of its own for a role. */
  name: z.string(),
  role: z.enum(folderRoles).nullable(),
  /** False for a level that only holds others. */
  opens: z.boolean(),
  total: z.int().min(0),
  unread: z.int().min(0),
})

const rulesLeft = z
  .array(z.string())
  .readonly()
  .nullable()
  .describe('Names of rules that go on filing into where it was; null where nobody could tell.')

const folderPlace = {
  name: z.string().min(1).max(120),
  parent: folderPath.nullable().describe('Path of the folder it lies in; null at the top.'),
}

export const folderRoutes = routeTable({
  'GET /boxes/{box}/folders': {
    permission: 'self',
    summary: 'Folders of a box: those with a role first, then by name; and how full the box is.',
    params: boxParams,
    answer: z.object({
      rows: z.array(folderView),
      room: z
        .object({ usedOctets: z.int().min(0), limitOctets: z.int().min(1) })
        .nullable()
        .describe('Null where the box has no limit.'),
    }),
  },
  'POST /boxes/{box}/folders': {
    permission: 'self',
    summary: 'Makes a folder.',
    params: boxParams,
    body: z.strictObject(folderPlace),
    answer: folderView,
    status: 201,
  },
  'PUT /boxes/{box}/folder': {
    permission: 'self',
    summary: 'Gives a folder another name, or puts it elsewhere, with all that is in it. Rules follow it.',
    params: boxParams,
    body: z.strictObject({ path: folderPath, ...folderPlace }),
    answer: folderView.extend({ rulesLeft }),
  },
  'DELETE /boxes/{box}/folder': {
    permission: 'self',
    summary: 'Puts a folder into the trash, with all that is in it; from there it goes for good.',
    params: boxParams,
    query: z.object({ path: folderPath }),
    answer: z.object({ path: folderPath.nullable().describe('Where it is now; null for gone.'), rulesLeft }),
  },
  'DELETE /boxes/{box}/folder-messages': {
    permission: 'self',
    summary: 'Deletes for good what is in the trash, folders too, or in the junk folder.',
    params: boxParams,
    query: z.object({ role: z.enum(['trash', 'junk']) }),
    answer: z.object({ deleted: z.int().min(0) }),
  },
})
