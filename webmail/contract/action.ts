// What is done to messages of a folder. Each answer says where they are now, so that it can be undone.

import { z } from 'zod'
import { instant, routeTable } from '#http/contract/route.ts'
import { mostAtOnce } from './action-limits.ts'
import { boxParams } from './box.ts'
import { messagePlace } from './conversation.ts'
import { folderPath } from './folder.ts'

export const messageAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['read', 'unread', 'flag', 'unflag']) }),
  z.strictObject({ kind: z.enum(['archive', 'delete', 'junk', 'not-junk']) }),
  z.strictObject({ kind: z.literal('move'), to: folderPath }),
  /** Put off: out of the way until then, when it is in the inbox again, unread. Of what was put off already, at another hour. */
  z.strictObject({ kind: z.literal('snooze'), until: instant }),
  z.strictObject({ kind: z.enum(['label', 'unlabel']), label: z.string().min(1).max(60) }),
])

export const actionRoutes = routeTable({
  'POST /boxes/{box}/actions': {
    permission: 'self',
    summary: 'Files or marks messages of a folder.',
    params: boxParams,
    body: z.strictObject({
      folder: folderPath,
      uids: z.array(z.int().min(1).max(4_294_967_295)).min(1).max(mostAtOnce),
      action: messageAction,
      /** Drafts among them that were sent and wait to leave: they do not, any more. Without it, nothing is done to any of them. */
      cancelSending: z.boolean().optional(),
    }),
    answer: z.object({
      /** Those that went to another folder: from where to where, in the order of `uids`. */
      moved: z.array(z.object({ from: messagePlace, to: messagePlace })),
      /** Those that were gone already. */
      missing: z.array(z.int().min(1)),
    }),
  },
})
