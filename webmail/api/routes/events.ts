// What happens in one's boxes, as it happens.

import {
  type AccessibleMailbox,
  accessibleMailboxesStore,
} from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { Problem } from '#http/problem.ts'
import { eventRoutes } from '../../contract/event.ts'
import { implement } from '../http/handler.ts'
import { visitOf } from '../http/open-box.ts'

export const eventHandlers = implement(eventRoutes, {
  'GET /events': async (_, { person: { id }, database, ports, client, stillSignedIn }) => {
    if (ports.live.isFullFor(id))
      return new Problem('too-many-requests', 'Enough of your pages listen already.')
    const boxes = () => accessibleMailboxesStore(database).all(id)
    const listening = {
      person: id,
      boxes,
      visitOf: (box: AccessibleMailbox) => visitOf(id, box, client),
      stillSignedIn,
    }
    return (signal) => ports.live.events(listening, signal)
  },
})
