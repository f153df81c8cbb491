// Groups of a box's contacts.

import pg from 'pg'
import {
  addContactGroup,
  addToGroup,
  deleteContactGroup,
  findContactGroup,
  findContactGroups,
  mostGroups,
  renameContactGroup,
  takeFromGroup,
} from '#db/stores/webmail/contact-groups.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { contactGroupRoutes } from '../../contract/contact-group.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'

const nameTaken = (): Problem => new Problem('already-exists', 'There is a group of this name.')

export const contactGroupHandlers = implement(contactGroupRoutes, {
  'GET /boxes/{box}/contact-groups': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    return { rows: [...(await findContactGroups(context.database, opened.value.box.id))] }
  },

  'POST /boxes/{box}/contact-groups': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    if ((await findContactGroups(context.database, box.id)).length >= mostGroups)
      return wrongField('/body/name', 'too-many', `A box has at most ${mostGroups} groups.`)
    return (await addContactGroup(context.database, box, body.name)) ?? nameTaken()
  },

  'PUT /boxes/{box}/contact-groups/{group}': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const named = { box: opened.value.box.id, id: params.group }
    try {
      if (!(await renameContactGroup(context.database, named, body.name))) return notFound('group')
    } catch (error) {
      if (isTaken(error)) return nameTaken()
      throw error
    }
    return (await findContactGroup(context.database, named.box, named.id)) ?? notFound('group')
  },

  'DELETE /boxes/{box}/contact-groups/{group}': async ({ params }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const named = { box: opened.value.box.id, id: params.group }
    return (await deleteContactGroup(context.database, named)) ? null : notFound('group')
  },

  'POST /boxes/{box}/contact-groups/{group}/members': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const named = { box: opened.value.box.id, id: params.group }
    if ((await findContactGroup(context.database, named.box, named.id)) === null) return notFound('group')
    await context.database.transaction(async (transaction) => {
      await addToGroup(transaction, named, body.add)
      await takeFromGroup(transaction, named, body.remove)
    })
    return (await findContactGroup(context.database, named.box, named.id)) ?? notFound('group')
  },
})

const uniqueViolation = '23505'
const isTaken = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === uniqueViolation
