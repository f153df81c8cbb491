// The boxes of whoever is signed in.

import { openBoxesStore } from '#db/stores/open-boxes.ts'
import { boxRoutes } from '../../contract/box.ts'
import { implement } from '../http/handler.ts'

export const boxHandlers = implement(boxRoutes, {
  'GET /boxes': async (_, { person, database }) => {
    const boxes = await openBoxesStore(database).all(person.id)
    return {
      rows: boxes.map(({ id, address, name, kind, role, communeName }) => ({
        ...{ id, address, name, kind, role, commune: communeName, unread: null },
      })),
    }
  },
})
