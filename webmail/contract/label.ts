// Labels of a box, everybody's who may open it. Messages bear them by id.

import { z } from 'zod'
import { routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'

export const labelColours = ['violet', 'orange', 'cyan', 'ambre', 'rose', 'vert', 'bleu', 'gris'] as const

const labelFields = z.strictObject({
  /** Without what a search takes for the end of it. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[^"«»\p{Cc}]*[\p{L}\p{N}][^"«»\p{Cc}]*$/u),
  colour: z.enum(labelColours),
})

export const labelView = z.object({ id: uuid, name: z.string(), colour: z.enum(labelColours) })

const labelParams = boxParams.extend({ label: uuid })

export const labelRoutes = routeTable({
  'GET /boxes/{box}/labels': {
    permission: 'self',
    summary: 'Labels of a box in the order of names.',
    params: boxParams,
    answer: z.object({ rows: z.array(labelView) }),
  },
  'POST /boxes/{box}/labels': {
    permission: 'self',
    summary: 'Makes a label.',
    params: boxParams,
    body: labelFields,
    answer: labelView,
    status: 201,
  },
  'PUT /boxes/{box}/labels/{label}': {
    permission: 'self',
    summary: 'Calls a label otherwise, or gives it another colour.',
    params: labelParams,
    body: labelFields,
    answer: labelView,
  },
  'DELETE /boxes/{box}/labels/{label}': {
    permission: 'self',
    summary: 'Takes a label off every message, and deletes it.',
    params: labelParams,
    answer: null,
  },
})
