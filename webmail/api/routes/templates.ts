// Templates of a box, for who writes as it.

import {
  addTemplate,
  changeTemplate,
  deleteTemplate,
  findTemplate,
  findTemplates,
  mostTemplates,
} from '#db/stores/webmail/message-templates.ts'
import { changedMeanwhile, notFound, wrongField } from '#http/problem.ts'
import { templateRoutes } from '../../contract/template.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'
import { writtenHtml } from '../message/written-html.ts'

export const templateHandlers = implement(templateRoutes, {
  'GET /boxes/{box}/templates': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    return { rows: [...(await findTemplates(context.database, opened.value.box.id))] }
  },

  'POST /boxes/{box}/templates': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    if ((await findTemplates(context.database, box.id)).length >= mostTemplates)
      return wrongField('/body/name', 'too-many', `A box has at most ${mostTemplates} templates.`)
    return await addTemplate(context.database, box, { ...body, html: writtenHtml(body.html) })
  },

  'PUT /boxes/{box}/templates/{template}': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const { revision, ...text } = { ...body, html: writtenHtml(body.html) }
    const named = { box: opened.value.box.id, id: params.template }
    const changed = await changeTemplate(context.database, { ...named, revision }, text)
    if (changed !== null) return changed
    const current = await findTemplate(context.database, named.box, named.id)
    return current === null ? notFound('template') : changedMeanwhile(current)
  },

  'DELETE /boxes/{box}/templates/{template}': async ({ params }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const named = { box: opened.value.box.id, id: params.template }
    return (await deleteTemplate(context.database, named)) ? null : notFound('template')
  },
})
