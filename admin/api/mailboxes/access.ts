// Who may open which mailbox.

import {
  type AccessRow,
  deleteAccess,
  findAccess,
  findAccessOfPerson,
  findAccessToMailbox,
  type Granted,
  type Pair,
  putAccess,
  type Term,
} from '#db/stores/mailboxes/access.ts'
import { revokeAppPasswords } from '#db/stores/mailboxes/change-mailboxes.ts'
import { findMailbox, type MailboxRow } from '#db/stores/mailboxes/mailboxes.ts'
import { findPerson, findPersonsByEmail } from '#db/stores/persons/persons.ts'
import { raiseAlert } from '#db/stores/security/raise-alert.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { isOfTeam } from '#identity/permissions.ts'
import { accessRoutes } from '../../contract/mailboxes/access.ts'
import { readAddress } from '../addresses/read-address.ts'
import { type Changing, implement } from '../http/handler.ts'
import { iso } from '../http/query-values.ts'
import { exportMailboxAccess } from '../persons/export-access.ts'
import { personalMailboxOpened } from './personal-mailbox-opened.ts'

export const accessHandlers = implement(accessRoutes, {
  'GET /mailboxes/{mailbox}/access': async ({ params }, { actor, database: { drizzle } }) => {
    const found = await findMailbox(drizzle, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    return { rows: (await findAccessToMailbox(drizzle, found.id)).map(view) }
  },

  'GET /mailboxes/{mailbox}/access/export': async ({ params }, context) => {
    const found = await findMailbox(context.database.drizzle, context.actor.scope, params.mailbox)
    return found === null ? notFound('mailbox') : await exportMailboxAccess(context, found)
  },

  'POST /mailboxes/{mailbox}/access': async ({ params, body: { email, ...term } }, context) => {
    const { actor, transaction } = context
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    const address = readAddress(email)
    if (!address.ok) return wrongField('/body/email', 'invalid-address', address.error)
    // Whatever else is wrong is said first: it must not tell whether somebody signs in with that address.
    const early = tooEarly(term, new Date(context.ports.clock.now()))
    if (early !== null) return early
    const person = (await findPersonsByEmail(transaction, [address.value])).get(address.value)
    // Who is in the département's team is no commune's business: an address of theirs reads like one of nobody.
    const hidden = person !== undefined && isOfTeam(person.role) && actor.scope.kind === 'commune'
    if (person === undefined || hidden)
      return wrongField('/body/email', 'unknown', 'Nobody signs in with this address.')
    const pair = { mailbox: found.id, person: person.id }
    if ((await findAccess(transaction, pair)) !== null)
      return new Problem('already-exists', 'This person has access; change what they may do.')
    return await grant(found, { pair, term }, context)
  },

  'PUT /mailboxes/{mailbox}/access/{person}': async ({ params, body }, context) => {
    const { actor, transaction } = context
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    const pair = { mailbox: found.id, person: params.person }
    // A person of another commune was named by their address once; from then on their access names them.
    const known =
      (await findAccess(transaction, pair)) ?? (await findPerson(transaction, actor.scope, pair.person))
    if (known === null) return notFound('person')
    return await grant(found, { pair, term: body }, context)
  },

  'DELETE /mailboxes/{mailbox}/access/{person}': async ({ params }, { actor, transaction, audit }) => {
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    const pair = { mailbox: found.id, person: params.person }
    const before = await findAccess(transaction, pair)
    if (before === null || !(await deleteAccess(transaction, pair))) return notFound('access')
    const revoked =
      found.owner?.id === pair.person ? 0 : await revokeAppPasswords(transaction, pair.mailbox, pair.person)
    await audit({
      action: 'delete:access',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.address,
      before: { ...audited(before), appPasswords: revoked },
    })
    return null
  },

  'GET /persons/{person}/access': async ({ params }, { actor, database: { drizzle } }) => {
    const found = await findPerson(drizzle, actor.scope, params.person)
    if (found === null) return notFound('person')
    const rows = await findAccessOfPerson(drizzle, actor.scope, found.id)
    return { rows: rows.map((row) => ({ ...row, from: iso(row.from), until: iso(row.until) })) }
  },
})

interface WrittenTerm {
  readonly role: Term['role']
  readonly from?: string | undefined
  readonly until: string | null
}

async function grant(
  { id, address, commune, owner }: MailboxRow,
  { pair, term }: { readonly pair: Pair; readonly term: WrittenTerm },
  { actor, transaction, audit, ports }: Changing,
): Promise<ReturnType<typeof view> | Problem> {
  const person = await findPerson(transaction, { kind: 'department' }, pair.person)
  if (person === null) return notFound('person')
  if (isOfTeam(person.role) && person.commune.id !== commune.id)
    return new Problem('forbidden', 'Nobody of the département’s team opens the mail of a commune.')
  if (owner?.id === pair.person) return new Problem('already-exists', 'It is their own mailbox.')
  const before = await findAccess(transaction, pair)
  const from = term.from === undefined ? undefined : new Date(term.from)
  const until = term.until === null ? null : new Date(term.until)
  const early = tooEarly(term, before?.from ?? new Date(ports.clock.now()))
  if (early !== null) return early
  await putAccess(transaction, commune.id, { pair, term: { role: term.role, from, until } })
  const after = await findAccess(transaction, pair)
  if (after === null) return notFound('access')
  if (owner !== null && (before === null || before.state === 'over'))
    await raiseAlert(
      transaction,
      personalMailboxOpened({ address, commune: commune.id, to: [after.person.email], by: actor.name }),
    )
  await audit({
    action: before === null ? 'create:access' : 'change:access',
    commune: commune.id,
    entityId: id,
    entity: address,
    before: before === null ? null : audited(before),
    after: audited(after),
  })
  return view(after)
}

function tooEarly({ from, until }: WrittenTerm, otherwise: Date): Problem | null {
  const begins = from === undefined ? otherwise : new Date(from)
  return until !== null && new Date(until) <= begins
    ? wrongField('/body/until', 'too-early', 'It ends before it begins.')
    : null
}

type Shown = AccessRow & Granted

const audited = ({ person, role, from, until }: Shown) => ({
  person: person.email,
  role,
  from: iso(from),
  until: iso(until),
})

const view = (row: Shown) => ({ ...row, from: iso(row.from), until: iso(row.until) })
