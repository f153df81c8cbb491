// Groups of contacts: a name to find and to write to several by.

import { z } from 'zod'
import { routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'

export const groupView = z.object({ id: uuid, name: z.string(), members: z.int().min(0) })
const groupName = z.string().trim().min(1).max(100)

const groupParams = boxParams.extend({ group: uuid })

export const contactGroupRoutes = routeTable({
  'GET /boxes/{box}/contact-groups': {
    permission: 'self',
    summary: 'Groups of contacts in the order of names.',
    params: boxParams,
    answer: z.object({ rows: z.array(groupView) }),
  },
  'POST /boxes/{box}/contact-groups': {
    permission: 'self',
    summary: 'Makes a group.',
    params: boxParams,
    body: z.strictObject({ name: groupName }),
    answer: groupView,
    status: 201,
  },
  'PUT /boxes/{box}/contact-groups/{group}': {
    permission: 'self',
    summary: 'Calls a group otherwise.',
    params: groupParams,
    body: z.strictObject({ name: groupName }),
    answer: groupView,
  },
  'DELETE /boxes/{box}/contact-groups/{group}': {
    permission: 'self',
    summary: 'Deletes a group; its contacts stay.',
    params: groupParams,
    answer: null,
  },
  'POST /boxes/{box}/contact-groups/{group}/members': {
    permission: 'self',
    summary: 'Puts contacts into a group, and takes others out.',
    params: groupParams,
    body: z.strictObject({ add: z.array(uuid).max(500), remove: z.array(uuid).max(500) }),
    answer: groupView,
  },
})
