// Templates of a box.

import { and, eq, sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { messageTemplate } from '../../schema/signature-and-template.ts'
import type { BookOf } from './contacts.ts'

export interface MessageTemplate {
  readonly id: string
  readonly revision: number
  readonly name: string
  readonly subject: string
  readonly html: string
}

export type TemplateText = Pick<MessageTemplate, 'name' | 'subject' | 'html'>
type Writer = Pick<Database, 'drizzle'>

export const mostTemplates = 200

const columns = {
  id: messageTemplate.id,
  revision: messageTemplate.revision,
  name: messageTemplate.name,
  subject: messageTemplate.subject,
  html: messageTemplate.html,
}

const inBox = (box: MailboxId, id: string) =>
  and(eq(messageTemplate.mailboxId, box), eq(messageTemplate.id, id))

/** In the order of names. */
export const findTemplates = ({ drizzle }: Writer, box: MailboxId): Promise<readonly MessageTemplate[]> =>
  redactQueryErrors(async () =>
    drizzle
      .select(columns)
      .from(messageTemplate)
      .where(eq(messageTemplate.mailboxId, box))
      .orderBy(alphabetical(messageTemplate.name), messageTemplate.id),
  )

/** Null for one of another box. */
export const findTemplate = (
  { drizzle }: Writer,
  box: MailboxId,
  id: string,
): Promise<MessageTemplate | null> =>
  redactQueryErrors(async () => {
    const [found] = await drizzle.select(columns).from(messageTemplate).where(inBox(box, id))
    return found ?? null
  })

export const addTemplate = ({ drizzle }: Writer, box: BookOf, text: TemplateText): Promise<MessageTemplate> =>
  redactQueryErrors(async () => {
    const [made] = await drizzle
      .insert(messageTemplate)
      .values({ ...text, communeId: box.commune, mailboxId: box.id })
      .returning(columns)
    if (made === undefined) throw new Error('an insert returned nothing')
    return made
  })

/** Null when another change came since `revision`, or it is gone. */
export const changeTemplate = (
  { drizzle }: Writer,
  { box, id, revision }: { readonly box: MailboxId; readonly id: string; readonly revision: number },
  text: TemplateText,
): Promise<MessageTemplate | null> =>
  redactQueryErrors(async () => {
    const [changed] = await drizzle
      .update(messageTemplate)
      .set({ ...text, revision: sql`${messageTemplate.revision} + 1` })
      .where(and(inBox(box, id), eq(messageTemplate.revision, revision)))
      .returning(columns)
    return changed ?? null
  })

export const deleteTemplate = (
  { drizzle }: Writer,
  { box, id }: { readonly box: MailboxId; readonly id: string },
): Promise<boolean> =>
  redactQueryErrors(async () => {
    const gone = await drizzle
      .delete(messageTemplate)
      .where(inBox(box, id))
      .returning({ id: messageTemplate.id })
    return gone.length > 0
  })
