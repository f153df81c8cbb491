// Signatures of a box: those of a person, and those of the box itself. Another person's look as if they did not exist.

import { and, desc, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { signature } from '../../schema/signature-and-template.ts'
import type { BookOf } from './contacts.ts'

export interface Signature {
  readonly id: string
  readonly revision: number
  readonly name: string
  readonly html: string
  readonly isDefault: boolean
  readonly shared: boolean
}

export type SignatureText = Pick<Signature, 'name' | 'html' | 'isDefault'>

/** Whose: of this box, this person's own and the shared ones. */
export interface SignaturesOf {
  readonly box: MailboxId
  readonly person: string
}

export const mostSignatures = 50

const columns = {
  id: signature.id,
  revision: signature.revision,
  name: signature.name,
  html: signature.html,
  isDefault: signature.isDefault,
  shared: sql<boolean>`${signature.personId} is null`,
}

const seen = ({ box, person }: SignaturesOf): SQL | undefined =>
  and(eq(signature.mailboxId, box), or(isNull(signature.personId), eq(signature.personId, person)))

/** Own ones first, the default before the others. */
export const findSignatures = (
  { drizzle }: Pick<Database, 'drizzle'>,
  of: SignaturesOf,
): Promise<readonly Signature[]> =>
  redactQueryErrors(async () =>
    drizzle
      .select(columns)
      .from(signature)
      .where(seen(of))
      .orderBy(
        desc(isNotNull(signature.personId)),
        desc(signature.isDefault),
        alphabetical(signature.name),
        signature.id,
      ),
  )

/** Null for one that this person does not see. Kept from others until the end of the transaction. */
export async function lockSignature(
  transaction: Transaction,
  of: SignaturesOf,
  id: string,
): Promise<Signature | null> {
  const [found] = await transaction
    .select(columns)
    .from(signature)
    .where(and(seen(of), eq(signature.id, id)))
    .for('no key update')
  return found ?? null
}

/** Of one default there may be only one: the other one is none any more. */
async function beDefault(
  transaction: Transaction,
  { box, person }: SignaturesOf,
  shared: boolean,
): Promise<void> {
  const whose = shared ? isNull(signature.personId) : eq(signature.personId, person)
  await transaction
    .update(signature)
    .set({ isDefault: false })
    .where(and(eq(signature.mailboxId, box), whose, eq(signature.isDefault, true)))
}

export async function addSignature(
  transaction: Transaction,
  box: BookOf,
  given: SignatureText & { readonly person: string; readonly shared: boolean },
): Promise<Signature> {
  const { person, shared, ...text } = given
  if (text.isDefault) await beDefault(transaction, { box: box.id, person }, shared)
  const [made] = await transaction
    .insert(signature)
    .values({ ...text, communeId: box.commune, mailboxId: box.id, personId: shared ? null : person })
    .returning({ id: signature.id, revision: signature.revision })
  if (made === undefined) throw new Error('an insert returned nothing')
  return { ...made, ...text, shared }
}

/** What `lockSignature` gave. */
export async function changeSignature(
  transaction: Transaction,
  { of, before }: { readonly of: SignaturesOf; readonly before: Signature },
  text: SignatureText,
): Promise<Signature> {
  if (text.isDefault && !before.isDefault) await beDefault(transaction, of, before.shared)
  const revision = before.revision + 1
  await transaction
    .update(signature)
    .set({ ...text, revision })
    .where(eq(signature.id, before.id))
  return { ...before, ...text, revision }
}

export async function deleteSignature(transaction: Transaction, id: string): Promise<void> {
  await transaction.delete(signature).where(eq(signature.id, id))
}
