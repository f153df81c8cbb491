// Templates of a box: messages that are begun with the same text again and again.

import { z } from 'zod'
import { revision, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { mostWrittenCharacters } from './written-text-limits.ts'

const name = z.string().trim().min(1).max(100)
/** The HTML is sanitised by the server: what comes back may be less. */
const templateFields = {
  name,
  subject: z.string().max(900),
  html: z.string().max(mostWrittenCharacters.template),
}

export const templateView = z.object({
  id: uuid,
  revision,
  ...{ name: z.string(), subject: z.string(), html: z.string() },
})

const templateParams = boxParams.extend({ template: uuid })

export const templateRoutes = routeTable({
  'GET /boxes/{box}/templates': {
    permission: 'self',
    summary: 'Templates of a box in the order of names.',
    params: boxParams,
    answer: z.object({ rows: z.array(templateView) }),
  },
  'POST /boxes/{box}/templates': {
    permission: 'self',
    summary: 'Adds a template.',
    params: boxParams,
    body: z.strictObject(templateFields),
    answer: templateView,
    status: 201,
  },
  'PUT /boxes/{box}/templates/{template}': {
    permission: 'self',
    summary: 'Changes a template.',
    params: templateParams,
    body: z.strictObject({ ...templateFields, revision }),
    answer: templateView,
  },
  'DELETE /boxes/{box}/templates/{template}': {
    permission: 'self',
    summary: 'Deletes a template.',
    params: templateParams,
    answer: null,
  },
})
