// What happens in the boxes of whoever listens, whoever did it: where, and of what kind. Never who wrote, nor about what.

import { z } from 'zod'
import { mailboxId, routeTable } from '#http/contract/route.ts'
import { folderPath } from './folder.ts'

export const liveEvent = z.discriminatedUnion('kind', [
  /**
   * First, and whenever it changes: the boxes of which one hears from now on, so that what one knew of them is to be read again.
   * Those that are missing are to be asked from time to time, or are not open to this person any more.
   */
  z.object({ kind: z.literal('listening'), boxes: z.array(mailboxId) }),
  /** Unread messages came into the inbox. */
  z.object({ kind: z.literal('arrived'), box: mailboxId, folder: folderPath }),
  /** Something else happened to messages of the folder. */
  z.object({ kind: z.literal('changed'), box: mailboxId, folder: folderPath }),
  /** A folder was made, renamed or deleted. */
  z.object({ kind: z.literal('folders'), box: mailboxId }),
])

export const eventRoutes = routeTable({
  'GET /events': {
    permission: 'self',
    summary: 'What happens in the boxes of whoever is signed in, as it happens, until their session ends.',
    answer: { events: liveEvent },
  },
})
