// Contacts of a box. Whoever may open the box sees them, whoever may file in it changes them.

import type { z } from 'zod'
import type { MailboxId } from '#core/address/directory.ts'
import type { Transaction } from '#db/connection.ts'
import { findContactGroups } from '#db/stores/webmail/contact-groups.ts'
import {
  addContacts,
  type Contact,
  type ContactRow,
  changeContact,
  deleteContacts,
  findContact,
  findContacts,
  hasRoomFor,
  knownContacts,
  lockContacts,
  mostBookOctets,
  mostContacts,
  nextCards,
  setGroupsOf,
  sizeOfBook,
} from '#db/stores/webmail/contacts.ts'
import type { FileGiven } from '#http/answer.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { contactRoutes, type contactRow, type contactView } from '../../contract/contact.ts'
import { fieldsOf, withFields } from '../contact/card-fields.ts'
import { duplicatesAmong } from '../contact/duplicates.ts'
import { mergedCard } from '../contact/merged-card.ts'
import { cardOf, storedCard } from '../contact/stored-card.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'

export const full = (): Problem =>
  new Problem(
    'contacts-full',
    `A box has at most ${mostContacts} contacts, and ${mostBookOctets / 1_048_576} MiB of them.`,
  )
const tooLarge = (): Problem => wrongField('/body/fields', 'too-large', 'A contact is at most 256 KiB.')

export const contactHandlers = implement(contactRoutes, {
  'GET /boxes/{box}/contacts': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { q: search, ...wish } = query
    const { rows, total } = await findContacts(context.database, opened.value.box.id, { search, ...wish })
    return { rows: rows.map(rowView), total }
  },

  'POST /boxes/{box}/contacts': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    const kept = storedCard(withFields([], body.fields))
    if (kept === null) return tooLarge()
    if (!(await hasGroups(context.database, box.id, body.groups))) return notFound('group')
    return await context.database.transaction(async (transaction) => {
      if (!hasRoomFor(await sizeOfBook(transaction, box.id), [kept.card])) return full()
      const [id = ''] = await addContacts(transaction, box, [kept])
      await setGroupsOf(transaction, box.id, id, body.groups)
      return await shown(transaction, box.id, id)
    })
  },

  'GET /boxes/{box}/contacts/{contact}': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    return await shown(context.database.drizzle, opened.value.box.id, params.contact)
  },

  'PUT /boxes/{box}/contacts/{contact}': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { id: box } = opened.value.box
    if (!(await hasGroups(context.database, box, body.groups))) return notFound('group')
    return await context.database.transaction(async (transaction) => {
      const [found] = await lockContacts(transaction, box, [params.contact])
      if (found === undefined) return notFound('contact')
      const kept = storedCard(withFields(cardOf(found.card), body.fields), found.uid)
      if (kept === null) return tooLarge()
      if (!(await mayGrow(transaction, box, { from: found.card, to: kept.card }))) return full()
      const named = { box, id: params.contact, revision: body.revision }
      if (!(await changeContact(transaction, named, kept))) return changedMeanwhile(view(found))
      await setGroupsOf(transaction, box, params.contact, body.groups)
      return await shown(transaction, box, params.contact)
    })
  },

  'DELETE /boxes/{box}/contacts/{contact}': async ({ params }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const gone = await deleteContacts(context.database, opened.value.box.id, [params.contact])
    return gone === 0 ? notFound('contact') : null
  },

  'GET /boxes/{box}/contact-duplicates': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const contacts = await knownContacts(context.database, opened.value.box.id)
    return {
      rows: duplicatesAmong(contacts).map(({ why, contacts: same }) => ({
        why,
        contacts: same.map(rowView),
      })),
    }
  },

  'POST /boxes/{box}/contact-merges': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { id: box } = opened.value.box
    const ids = [...new Set(body.contacts)]
    return await context.database.transaction(async (transaction) => {
      const found = await lockContacts(transaction, box, ids)
      const [first, ...others] = ids.flatMap((id) => found.find((each) => each.id === id) ?? [])
      if (first === undefined || others.length !== ids.length - 1) return notFound('contact')
      const merged = mergedCard(
        cardOf(first.card),
        others.map(({ card }) => cardOf(card)),
      )
      const kept = storedCard(merged, first.uid)
      if (kept === null) return tooLarge()
      await changeContact(transaction, { box, id: first.id, revision: first.revision }, kept)
      const groups = new Set([first, ...others].flatMap((each) => each.groups))
      await setGroupsOf(transaction, box, first.id, [...groups])
      await deleteContacts(
        { drizzle: transaction },
        box,
        others.map(({ id }) => id),
      )
      return await shown(transaction, box, first.id)
    })
  },

  'GET /boxes/{box}/contacts-file': async ({ params, query }, context): Promise<FileGiven | Problem> => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    if (query.group !== undefined && !(await hasGroups(context.database, box.id, [query.group])))
      return notFound('group')
    const content = cardsOf(context.database, { box: box.id, group: query.group })
    return { name: `contacts-${box.address}.vcf`, content }
  },
})

/** A full book may still be put in order: what becomes no larger always passes. */
const mayGrow = async (
  transaction: Transaction,
  box: MailboxId,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> => {
  if (to.length <= from.length) return true
  const { contacts, octets } = await sizeOfBook(transaction, box)
  return hasRoomFor({ contacts: contacts - 1, octets }, [to])
}

const cardsAtOnce = 200

/** As fast as they are taken, so that no book is ever in memory whole. */
function cardsOf(
  database: Parameters<typeof nextCards>[0],
  { box, group }: { readonly box: MailboxId; readonly group: string | undefined },
): ReadableStream<Uint8Array> {
  let after: string | null = null
  return new ReadableStream({
    async pull(controller) {
      const cards = await nextCards(database, box, { group, after, limit: cardsAtOnce })
      after = cards.at(-1)?.id ?? after
      if (cards.length > 0) controller.enqueue(Buffer.from(cards.map(({ card }) => card).join('')))
      if (cards.length < cardsAtOnce) controller.close()
    },
  })
}

async function hasGroups(
  database: Parameters<typeof findContactGroups>[0],
  box: Parameters<typeof findContactGroups>[1],
  wanted: readonly string[],
): Promise<boolean> {
  if (wanted.length === 0) return true
  const groups = new Set((await findContactGroups(database, box)).map(({ id }) => id))
  return wanted.every((each) => groups.has(each))
}

async function shown(
  reader: Parameters<typeof findContact>[0],
  box: Parameters<typeof findContact>[1],
  id: string,
): Promise<z.input<typeof contactView> | Problem> {
  const found = await findContact(reader, box, id)
  return found === null ? notFound('contact') : view(found)
}

const view = ({ id, revision, card, groups }: Contact): z.input<typeof contactView> => ({
  ...{ id, revision, groups: [...groups] },
  fields: fieldsOf(cardOf(card)),
})

const rowView = ({ id, name, organisation, addresses }: ContactRow): z.input<typeof contactRow> => ({
  ...{ id, name, organisation, addresses: [...addresses] },
})
