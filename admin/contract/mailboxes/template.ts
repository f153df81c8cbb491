// What a new commune gets, in the département's word: mairie@, maire@, secretariat@…

import { z } from 'zod'
import { instant, revision, routeTable, uuid } from '#http/contract/route.ts'

/** Lower-case, without `+`, as the directory keys it. */
export const localPart = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/,
    'expected letters without accents, digits, dots and dashes',
  )
  .refine((text) => !text.includes('..'), 'two dots in a row')

export const templateEntry = z
  .strictObject({
    localPart: z
      .union([localPart, z.literal('')])
      .describe('Before the @ of a shared mailbox; empty for a person’s own, which is named after them.'),
    label: z.string().trim().min(1).max(100).describe('How people call it: « Secrétariat ».'),
    kind: z
      .enum(['manager', 'personal', 'shared'])
      .describe(
        '`shared`: an office. `manager`: every commune needs a person who runs it, with a mailbox of their own. `personal`: the mailbox of any other person.',
      ),
    quotaMegabytes: z
      .int()
      .min(1)
      .max(1_000_000)
      .nullable()
      .describe('Null for the size that every mailbox begins with.'),
  })
  .refine(({ kind, localPart: local }) => (kind === 'shared') === (local !== ''), {
    path: ['localPart'],
    message: 'a shared mailbox has a name before the @, a person’s own has none here',
  })

const entries = z
  .array(templateEntry)
  .min(1)
  .max(50)
  .refine(
    (list) =>
      new Set(list.map(({ kind, localPart: local }) => (kind === 'shared' ? local : kind.toUpperCase())))
        .size === list.length,
    'each name before the @, `manager` and `personal` stand there once at most',
  )

const templateName = z.string().trim().min(1).max(100)

export const templateView = z.object({
  id: uuid,
  name: z.string(),
  entries: z.array(
    z.object({
      localPart: z.string(),
      label: z.string(),
      kind: z.enum(['manager', 'personal', 'shared']),
      quotaMegabytes: z.int().nullable(),
    }),
  ),
  createdAt: instant,
  updatedAt: instant,
  revision,
})

const named = z.object({ template: uuid })

export const templateRoutes = routeTable({
  'GET /mailbox-templates': {
    permission: 'welcome:commune',
    summary: 'All templates, the oldest first: the first one is the default.',
    answer: z.object({ rows: z.array(templateView) }),
  },
  'POST /mailbox-templates': {
    permission: 'change:template',
    summary: 'A new template.',
    body: z.strictObject({ name: templateName, entries }),
    answer: templateView,
    status: 201,
  },
  'PATCH /mailbox-templates/{template}': {
    permission: 'change:template',
    summary: 'Changes a template; communes that are here already stay as they are.',
    params: named,
    body: z.strictObject({ revision, name: templateName.optional(), entries: entries.optional() }),
    answer: templateView,
  },
  'DELETE /mailbox-templates/{template}': {
    permission: 'change:template',
    summary: 'Deletes a template; in-use for the last one.',
    params: named,
    answer: null,
  },
})
