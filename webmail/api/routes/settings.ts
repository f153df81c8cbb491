// What a person chose, and the texts that a box puts into messages. A person's own signature is theirs whatever they may do in the
// box; what all share is changed by who writes as the box.

import { changePersonSettings, findPersonSettings } from '#db/stores/webmail/person-settings.ts'
import {
  addPictureSender,
  deletePictureSender,
  findPictureSenders,
  mostPictureSenders,
} from '#db/stores/webmail/picture-senders.ts'
import {
  addSignature,
  changeSignature,
  deleteSignature,
  findSignatures,
  lockSignature,
  mostSignatures,
} from '#db/stores/webmail/signatures.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { settingsRoutes } from '../../contract/settings.ts'
import { implement } from '../http/handler.ts'
import { mayIn, openBox } from '../http/open-box.ts'
import { writtenHtml } from '../message/written-html.ts'

const notYours = (): Problem =>
  new Problem('forbidden', 'A signature that all share is changed by who writes as the box.')

export const settingsHandlers = implement(settingsRoutes, {
  'GET /settings': (_, { person, database }) => findPersonSettings(database, person.id),

  'PUT /settings': async ({ body }, { person, database }) =>
    await changePersonSettings(database, person.id, body),

  'GET /picture-senders': async (_, { person, database }) => ({
    rows: [...(await findPictureSenders(database, person.id))],
  }),

  'POST /picture-senders': async ({ body }, { person, database }) => {
    const isAdded = await addPictureSender(database, person.id, body.address)
    return isAdded
      ? null
      : wrongField('/body/address', 'too-many', `There are at most ${mostPictureSenders} such addresses.`)
  },

  'DELETE /picture-senders/{address}': async ({ params }, { person, database }) => {
    await deletePictureSender(database, person.id, params.address)
    return null
  },

  'GET /boxes/{box}/signatures': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const of = { box: opened.value.box.id, person: context.person.id }
    return { rows: [...(await findSignatures(context.database, of))] }
  },

  'POST /boxes/{box}/signatures': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    const { person, database } = context
    if (body.shared && !mayIn(box, 'send')) return notYours()
    if ((await findSignatures(database, { box: box.id, person: person.id })).length >= mostSignatures)
      return wrongField('/body/name', 'too-many', `A box has at most ${mostSignatures} signatures.`)
    const given = { ...body, html: writtenHtml(body.html), person: person.id }
    return await database.transaction((transaction) => addSignature(transaction, box, given))
  },

  'PUT /boxes/{box}/signatures/{signature}': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    const of = { box: box.id, person: context.person.id }
    const { revision, ...text } = { ...body, html: writtenHtml(body.html) }
    return await context.database.transaction(async (transaction) => {
      const before = await lockSignature(transaction, of, params.signature)
      if (before === null) return notFound('signature')
      if (before.shared && !mayIn(box, 'send')) return notYours()
      if (before.revision !== revision) return changedMeanwhile(before)
      return await changeSignature(transaction, { of, before }, text)
    })
  },

  'DELETE /boxes/{box}/signatures/{signature}': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    const of = { box: box.id, person: context.person.id }
    return await context.database.transaction(async (transaction) => {
      const before = await lockSignature(transaction, of, params.signature)
      if (before === null) return notFound('signature')
      if (before.shared && !mayIn(box, 'send')) return notYours()
      await deleteSignature(transaction, before.id)
      return null
    })
  },
})
