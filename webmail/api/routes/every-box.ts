// All boxes of whoever is signed in as one list. Which boxes these are is asked of the directory each time.

import {
  type AccessibleMailbox,
  accessibleMailboxesStore,
} from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { findLabels } from '#db/stores/webmail/labels.ts'
import { everyBoxRoutes } from '../../contract/every-box.ts'
import { parseQuery } from '../../search/parse.ts'
import { implement } from '../http/handler.ts'
import { visitOf } from '../http/open-box.ts'
import { type EveryBoxPage, listEveryBox, searchEveryBox } from '../imap/every-box.ts'
import type { ListFilter } from '../imap/list-page.ts'
import { labelIds } from '../imap/search/label-ids.ts'
import { returnsOfFound } from '../snooze/snooze.ts'
import { foundView, rowView } from './rows.ts'

export const everyBoxHandlers = implement(everyBoxRoutes, {
  'GET /conversations': async ({ query }, { person, database, ports, client }) => {
    const { offset, limit, single, q } = query
    const filter: ListFilter = query.filter ?? 'all'
    const boxes = await accessibleMailboxesStore(database).all(person.id)
    const visits = boxes.map((box) => visitOf(person.id, box, client))
    if (q === undefined) {
      const conversations = single === undefined
      const page = await listEveryBox(ports, visits, { offset, limit, filter, conversations })
      return pageView(page, boxes, (row, box) => rowView(row, 'INBOX', box))
    }
    const parsed = parseQuery(q)
    const asked = await Promise.all(
      boxes.map(async (box, at) => ({
        visit: visits[at] ?? visitOf(person.id, box, client),
        asked: {
          ...{ query: parsed, folder: null, filter, self: box.address },
          labels: labelIds(await findLabels(database, box.id)),
        },
      })),
    )
    const page = await searchEveryBox(ports, asked, { offset, limit })
    const returns = await Promise.all(
      boxes.map((box, at) => {
        const rows = page.rows.flatMap((each) => (each.box === at ? [each.row] : []))
        return returnsOfFound({ box, visit: visitOf(person.id, box, client) }, rows, database)
      }),
    )
    return pageView(page, boxes, (row, box, at) => foundView(row, box, returns[at]))
  },
})

function pageView<Row, View>(
  { rows, total, more, missing, state }: EveryBoxPage<Row>,
  boxes: readonly AccessibleMailbox[],
  view: (row: Row, box: AccessibleMailbox, at: number) => View,
) {
  const boxAt = (at: number): readonly AccessibleMailbox[] => boxes.slice(at, at + 1)
  return {
    rows: rows.flatMap(({ box, row }) => boxAt(box).map((of) => view(row, of, box))),
    ...{ total, more, state },
    missing: missing.flatMap((at) => boxAt(at).map(({ id }) => id)),
  }
}
