// The directory of the communes, for whoever may open a box of theirs.

import { findInDirectory } from '#db/stores/addresses/shared-directory.ts'
import { directoryRoutes } from '../../contract/directory.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'

export const directoryHandlers = implement(directoryRoutes, {
  'GET /boxes/{box}/directory': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    const { q: search = '', own, offset, limit } = query
    const wish = { search, box: box.id, commune: box.commune, ownOnly: own !== undefined, offset, limit }
    const { rows, total } = await findInDirectory(context.database, wish)
    return { rows: [...rows], total }
  },
})
