// Files of contacts taken over. What a preview said is worked out anew from the same file: nothing of it is kept, and what changed
// in the box meanwhile counts.

import type { MailboxId } from '#core/address/directory.ts'
import type { Transaction } from '#db/connection.ts'
import { addToGroup, findContactGroup } from '#db/stores/webmail/contact-groups.ts'
import {
  addContacts,
  changeContact,
  hasRoomFor,
  type KeptCard,
  type KnownContact,
  knownContacts,
  lockBook,
  lockContacts,
  sizeOfBook,
} from '#db/stores/webmail/contacts.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import {
  contactImportRoutes,
  mostImportedBytes,
  mostImportedContacts,
} from '../../contract/contact-import.ts'
import { type ImportEntry, type ImportPlan, importPlan } from '../contact/import-plan.ts'
import { mergedCard } from '../contact/merged-card.ts'
import { cardOf, newUid, storedCard } from '../contact/stored-card.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'
import { full } from './contacts.ts'

export const contactImportHandlers = implement(contactImportRoutes, {
  'POST /boxes/{box}/contact-imports/preview': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const plan = planOf(body.file, await knownContacts(context.database, opened.value.box.id))
    if (plan instanceof Problem) return plan
    const { format, entries, unusable } = plan
    return { format, unusable, rows: entries.map(shown) }
  },

  'POST /boxes/{box}/contact-imports': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    const { group, known } = body
    if (group !== null && (await findContactGroup(context.database, box.id, group)) === null)
      return notFound('group')
    return await context.database.transaction(async (transaction) => {
      await lockBook(transaction, box.id)
      const existing = await knownContacts({ drizzle: transaction }, box.id)
      const plan = planOf(body.file, existing)
      if (plan instanceof Problem) return plan
      const without = new Set(body.without)
      const wanted = plan.entries.filter(({ at, state }) => !without.has(at) && state !== 'twice')
      const added = wanted.filter(({ state }) => state === 'new' || known === 'add')
      const merged = known === 'merge' ? wanted.filter(({ state }) => state === 'known') : []
      const grown = merged.map(({ kept }) => kept.card)
      const { contacts, octets } = await sizeOfBook(transaction, box.id)
      const room = { contacts: contacts - grown.length, octets }
      if (!hasRoomFor(room, [...grown, ...added.map(({ kept }) => kept.card)])) return full()
      const ids = [...(await addContacts(transaction, box, added.map(asNew)))]
      ids.push(...(await mergeInto(transaction, box.id, merged)))
      if (group !== null) await addToGroup(transaction, { box: box.id, id: group }, ids)
      const skipped = plan.entries.length - added.length - merged.length
      return { added: added.length, merged: merged.length, skipped }
    })
  },
})

/** Ids of those that took something. */
async function mergeInto(
  transaction: Transaction,
  box: MailboxId,
  entries: readonly ImportEntry[],
): Promise<readonly string[]> {
  const cards = Map.groupBy(entries, ({ like }) => like?.id ?? '')
  const ids = [...cards.keys()]
  for (let at = 0; at < ids.length; at += mergedAtOnce)
    for (const contact of await lockContacts(transaction, box, ids.slice(at, at + mergedAtOnce))) {
      const others = cards.get(contact.id)?.map(({ card }) => card) ?? []
      const kept = storedCard(mergedCard(cardOf(contact.card), others), contact.uid)
      // One that would grow too large stays as it is.
      if (kept !== null) await changeContact(transaction, { box, ...contact }, kept)
    }
  return ids
}

const mergedAtOnce = 200

/** Of one that is there already and is wanted twice, the identifier is another one. */
const asNew = ({ card, kept, state }: ImportEntry): KeptCard =>
  state === 'new' ? kept : (storedCard(card, newUid()) ?? kept)

function planOf(file: string, existing: readonly KnownContact[]): ImportPlan | Problem {
  const octets = Buffer.from(file, 'base64')
  const plan = octets.length > mostImportedBytes ? 'too-many' : importPlan(octets, existing)
  if (plan === 'unreadable')
    return wrongField(pointer, plan, 'This is neither vCards nor a table with names or addresses.')
  if (plan === 'too-many')
    return wrongField(pointer, plan, `A file has at most ${mostImportedContacts} contacts.`)
  return plan
}

const pointer = '/body/file'

const shown = ({ at, kept, phones, state, like }: ImportEntry) => ({
  ...{ at, name: kept.name, organisation: kept.organisation, state },
  ...{ addresses: [...kept.addresses], phones: [...phones] },
  like: like === null ? null : { id: like.id, name: like.name },
})
