// What is done to messages of a folder. Each answer says where they are now, so that it can be undone.

import { z } from 'zod'
import { routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { messagePlace } from './conversation.ts'
import { folderPath } from './folder.ts'

export const messageAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['read', 'unread', 'flag', 'unflag']) }),
  z.strictObject({ kind: z.enum(['archive', 'delete', 'junk', 'not-junk']) }),
  z.strictObject({ kind: z.literal('move'), to: folderPath }),
  z.strictObject({ kind: z.enum(['label', 'unlabel']), label: z.string().min(1).max(60) }),
])

export const mostAtOnce = 5000

export const actionRoutes = routeTable({
  'POST /boxes/{box}/actions': {
    permission: 'self',
    summary: 'Files or marks messages of a folder.',
    params: boxParams,
    body: z.strictObject({
      folder: folderPath,
      uids: z.array(z.int().min(1).max(4_294_967_295)).min(1).max(mostAtOnce),
      action: messageAction,
    }),
    answer: z.object({
      /** Those that went to another folder: from where to where, in the order of `uids`. */
      moved: z.array(z.object({ from: messagePlace, to: messagePlace })),
      /** Those that were gone already. */
      missing: z.array(z.int().min(1)),
    }),
  },
})
