// Exports of mailboxes: who has one under way, how far it is, and its end. One at a time for each person.

import { and, eq, inArray, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { type exportStates, mailExport } from '../../schema/mail-export.ts'

export interface MailExport {
  readonly id: string
  readonly box: MailboxId
  readonly state: (typeof exportStates)[number]
  readonly messages: number
  readonly total: number
  readonly octets: number
  readonly startedAt: Date
}

export interface ExportNamed {
  readonly person: string
  readonly id: string
}

type Writer = Pick<Database, 'drizzle'>

/** What is silent for so long has nobody any more who writes it. */
const silent = sql`now() - interval '2 minutes'`

const columns = {
  id: mailExport.id,
  box: sql<MailboxId>`${mailExport.mailboxId}`,
  state: sql<
    MailExport['state']
  >`case when ${mailExport.state} in ('waiting', 'running') and ${mailExport.touchedAt} < ${silent}
    then 'failed' else ${mailExport.state} end`,
  messages: mailExport.messages,
  total: mailExport.total,
  octets: mailExport.octets,
  startedAt: mailExport.startedAt,
}

const named = ({ person, id }: ExportNamed) => and(eq(mailExport.personId, person), eq(mailExport.id, id))
const open = inArray(mailExport.state, ['waiting', 'running'])

/** Null where one is under way. */
export async function beginExport(
  transaction: Transaction,
  person: string,
  box: { readonly id: MailboxId; readonly commune: CommuneId },
): Promise<MailExport | null> {
  const fresh = { mailboxId: box.id, communeId: box.commune, state: 'waiting' as const }
  const zero = { messages: 0, total: 0, octets: 0 }
  const [begun] = await transaction
    .insert(mailExport)
    .values({ personId: person, ...fresh })
    .onConflictDoUpdate({
      target: mailExport.personId,
      set: {
        ...fresh,
        ...zero,
        id: sql`gen_random_uuid()`,
        startedAt: sql`now()`,
        touchedAt: sql`now()`,
      },
      setWhere: sql`${mailExport.state} not in ('waiting', 'running') or ${mailExport.touchedAt} < ${silent}`,
    })
    .returning(columns)
  return begun ?? null
}

/** The last one; null for none. */
export const lastExport = ({ drizzle }: Writer, person: string): Promise<MailExport | null> =>
  redactQueryErrors(async () => {
    const [found] = await drizzle.select(columns).from(mailExport).where(eq(mailExport.personId, person))
    return found ?? null
  })

/** False for one that was begun already, or is over: its file is given once. */
export const takeExport = ({ drizzle }: Writer, which: ExportNamed, box: MailboxId): Promise<boolean> =>
  redactQueryErrors(async () => {
    const taken = await drizzle
      .update(mailExport)
      .set({ state: 'running', touchedAt: sql`now()` })
      .where(and(named(which), eq(mailExport.mailboxId, box), eq(mailExport.state, 'waiting')))
      .returning({ id: mailExport.id })
    return taken.length > 0
  })

/** How far it is. False where it is to go no further: it was cancelled, or another one took its place. */
export const noteExport = (
  { drizzle }: Writer,
  which: ExportNamed,
  { messages, total, octets }: Pick<MailExport, 'messages' | 'total' | 'octets'>,
): Promise<boolean> =>
  redactQueryErrors(async () => {
    const noted = await drizzle
      .update(mailExport)
      .set({ messages, total, octets, touchedAt: sql`now()` })
      .where(and(named(which), eq(mailExport.state, 'running')))
      .returning({ id: mailExport.id })
    return noted.length > 0
  })

/** False where it was over already. */
export const endExport = (
  { drizzle }: Writer,
  which: ExportNamed,
  state: 'done' | 'cancelled' | 'failed',
): Promise<boolean> =>
  redactQueryErrors(async () => {
    const ended = await drizzle
      .update(mailExport)
      .set({ state, touchedAt: sql`now()` })
      .where(and(named(which), open))
      .returning({ id: mailExport.id })
    return ended.length > 0
  })
