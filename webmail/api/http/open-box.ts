// The box that a request names, as one that its person may open: anything else looks as if it did not exist.

import type { MailboxId } from '#core/address/directory.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  type AccessibleMailbox,
  accessibleMailboxesStore,
} from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { grantorsStore } from '#db/stores/persons/grantors.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Visit } from '../imap/connections.ts'
import type { Asking } from './handler.ts'

export interface OpenedBox {
  readonly box: AccessibleMailbox
  readonly visit: Visit
}

/**
 * What is wanted of the box: `read` changes nothing in it, `write` files, `send` also writes as the box, `manage` decides who
 * reads its mail.
 */
export type Wanted = 'read' | 'write' | 'send' | 'manage'

const mayAlso: Readonly<Record<AccessibleMailbox['role'], readonly Wanted[]>> = {
  read: ['read'],
  write: ['read', 'write'],
  send: ['read', 'write', 'send'],
  manage: ['read', 'write', 'send', 'manage'],
  owner: ['read', 'write', 'send', 'manage'],
}

export async function openBox(
  id: MailboxId,
  wanted: Wanted,
  { person, database, client }: Asking,
): Promise<Result<OpenedBox, Problem>> {
  const box = await accessibleMailboxesStore(database).one(person.id, id)
  if (box === null) return failed(notFound('box'))
  if (!mayIn(box, wanted)) return failed(await forbiddenIn(box, { person, database }))
  return ok({ box, visit: visitOf(person.id, box, client) })
}

/** For who may open a box, and not do in it what they asked: with the names of who could let them. */
export async function forbiddenIn(
  { id, commune }: AccessibleMailbox,
  { person, database }: Pick<Asking, 'person' | 'database'>,
): Promise<Problem> {
  const grantors = await grantorsStore(database).ofBox(commune, id, person.id)
  return new Problem('forbidden', 'Your access to this box does not allow it.', { grantors })
}

/** Of a box that was opened: whether more is allowed in it. */
export const mayIn = ({ role }: AccessibleMailbox, wanted: Wanted): boolean => mayAlso[role].includes(wanted)

export const visitOf = (person: string, { address }: AccessibleMailbox, client: string | null): Visit => ({
  ...{ person, mailbox: address, client },
})
