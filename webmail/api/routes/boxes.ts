// The boxes of whoever is signed in, with what is unread in each: asked of all at once, and of a box that does not answer in
// time the list says nothing rather than wait.

import { accessibleMailboxesStore } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { boxRoutes } from '../../contract/box.ts'
import { implement } from '../http/handler.ts'
import { visitOf } from '../http/open-box.ts'
import { countUnread } from '../imap/count-unread.ts'

export const boxHandlers = implement(boxRoutes, {
  'GET /boxes': async (_, { person, database, ports, client }) => {
    const boxes = await accessibleMailboxesStore(database).all(person.id)
    const rows = boxes.map(async (box) => {
      const { id, address, name, kind, role, communeName: commune } = box
      const unread = await countUnread(ports.connections, visitOf(person.id, box, client))
      return { id, address, name, kind, role, commune, unread: unread.ok ? unread.value : null }
    })
    return { rows: await Promise.all(rows) }
  },
})
