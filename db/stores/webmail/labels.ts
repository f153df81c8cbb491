// Labels of a box.

import { and, eq, ne, sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { label, type labelColours } from '../../schema/label.ts'
import type { BookOf } from './contacts.ts'

export interface Label {
  readonly id: string
  readonly name: string
  readonly colour: (typeof labelColours)[number]
}

type LabelFields = Omit<Label, 'id'>
type Writer = Pick<Database, 'drizzle'>

/** Dovecot keeps keywords in every folder's index: a hundred is more than anybody tells apart. */
export const mostLabels = 100

const columns = { id: label.id, name: label.name, colour: label.colour }

/** In the order of names. */
export const findLabels = ({ drizzle }: Writer, box: MailboxId): Promise<readonly Label[]> =>
  redactQueryErrors(async () =>
    drizzle
      .select(columns)
      .from(label)
      .where(eq(label.mailboxId, box))
      .orderBy(alphabetical(label.name), label.id),
  )

/** Null where one of this name is there, capitals and accents left aside. */
export const addLabel = ({ drizzle }: Writer, box: BookOf, fields: LabelFields): Promise<Label | null> =>
  redactQueryErrors(async () => {
    const [made] = await drizzle
      .insert(label)
      .values({ ...fields, communeId: box.commune, mailboxId: box.id })
      .onConflictDoNothing()
      .returning(columns)
    return made ?? null
  })

/** `taken` by another one of this name; `gone` for none in this box. */
export const changeLabel = (
  { drizzle }: Writer,
  { box, id }: { readonly box: MailboxId; readonly id: string },
  fields: LabelFields,
): Promise<Label | 'taken' | 'gone'> =>
  redactQueryErrors(async () => {
    const sameName = drizzle
      .select({ id: label.id })
      .from(label)
      .where(
        and(
          eq(label.mailboxId, box),
          ne(label.id, id),
          sql`${label.words} = search_words(${fields.name}, '')`,
        ),
      )
    const [taken] = await sameName
    if (taken !== undefined) return 'taken'
    const [changed] = await drizzle
      .update(label)
      .set(fields)
      .where(and(eq(label.mailboxId, box), eq(label.id, id)))
      .returning(columns)
    return changed ?? 'gone'
  })

/** False for none in this box. */
export const deleteLabel = ({ drizzle }: Writer, box: MailboxId, id: string): Promise<boolean> =>
  redactQueryErrors(async () => {
    const gone = await drizzle
      .delete(label)
      .where(and(eq(label.mailboxId, box), eq(label.id, id)))
      .returning({ id: label.id })
    return gone.length > 0
  })
