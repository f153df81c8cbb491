// Templates of mailboxes for new communes.

import { difference } from '#db/stores/audit.ts'
import {
  changeTemplate,
  deleteTemplate,
  findTemplate,
  findTemplates,
  insertTemplate,
  type TemplateRow,
} from '#db/stores/mailboxes/mailbox-templates.ts'
import { changedMeanwhile, notFound, Problem } from '#http/problem.ts'
import { templateRoutes } from '../../contract/mailboxes/template.ts'
import { implement } from '../http/handler.ts'

export const templateHandlers = implement(templateRoutes, {
  'GET /mailbox-templates': async (_, { database }) => ({
    rows: (await findTemplates(database.drizzle)).map(view),
  }),

  'POST /mailbox-templates': async ({ body }, { transaction, audit }) => {
    const made = await insertTemplate(transaction, body)
    await audit({
      action: 'create:template',
      commune: null,
      entityId: made.id,
      entity: body.name,
      after: body,
    })
    return view(made)
  },

  'PATCH /mailbox-templates/{template}': async ({ params, body }, { transaction, audit }) => {
    const { revision, ...fields } = body
    const id = params.template
    const before = await findTemplate(transaction, id)
    if (before === null) return notFound('template')
    const after = await changeTemplate(transaction, { id, revision }, fields)
    if (after === null) return changedMeanwhile(view(before))
    const changed = difference(told(before), told(after))
    await audit({ action: 'change:template', commune: null, entityId: id, entity: after.name, ...changed })
    return view(after)
  },

  'DELETE /mailbox-templates/{template}': async ({ params }, { transaction, audit }) => {
    const before = await findTemplate(transaction, params.template)
    if (before === null) return notFound('template')
    if (!(await deleteTemplate(transaction, before.id)))
      return new Problem('in-use', 'New communes need one template at least.')
    await audit({
      action: 'delete:template',
      commune: null,
      entityId: before.id,
      entity: before.name,
      before: told(before),
    })
    return null
  },
})

const told = ({ name, entries }: TemplateRow) => ({ name, entries })

const view = ({ createdAt, updatedAt, entries, ...row }: TemplateRow) => ({
  ...row,
  entries: [...entries],
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
