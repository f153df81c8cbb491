// Labels of a box. One that is deleted leaves the messages first: what Dovecot did not do can be asked for again.

import { addLabel, changeLabel, deleteLabel, findLabels, mostLabels } from '#db/stores/webmail/labels.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { labelRoutes } from '../../contract/label.ts'
import { implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { openBox } from '../http/open-box.ts'
import { removeLabel } from '../imap/remove-label.ts'

const nameTaken = (): Problem => new Problem('already-exists', 'There is a label of this name.')

export const labelHandlers = implement(labelRoutes, {
  'GET /boxes/{box}/labels': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    return { rows: [...(await findLabels(context.database, opened.value.box.id))] }
  },

  'POST /boxes/{box}/labels': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    if ((await findLabels(context.database, box.id)).length >= mostLabels)
      return wrongField('/body/name', 'too-many', `A box has at most ${mostLabels} labels.`)
    return (await addLabel(context.database, box, body)) ?? nameTaken()
  },

  'PUT /boxes/{box}/labels/{label}': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const named = { box: opened.value.box.id, id: params.label }
    const changed = await changeLabel(context.database, named, body)
    if (changed === 'gone') return notFound('label')
    return changed === 'taken' ? nameTaken() : changed
  },

  'DELETE /boxes/{box}/labels/{label}': async ({ params }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { box, visit } = opened.value
    const labels = await findLabels(context.database, box.id)
    if (!labels.some(({ id }) => id === params.label)) return notFound('label')
    const { connections, log } = context.ports
    const removed = await removeLabel(connections, visit, params.label)
    if (!removed.ok) return problemOfMail(removed.error, log)
    return (await deleteLabel(context.database, box.id, params.label)) ? null : notFound('label')
  },
})
