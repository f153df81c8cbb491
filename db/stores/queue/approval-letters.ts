// Letters about messages that wait for somebody to agree (`leak_hold`): to their author and to those who may agree, then to
// the author about how it ended. A letter enters the queue in the transaction that notes it as told, so it is neither lost
// nor sent twice. One message at a time, one worker at a time; one whose letters cannot be written waits and keeps no
// other from being told.

import type pg from 'pg'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import { type LeakCounts, leakKinds } from '#core/policies/leak.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { Database } from '../../connection.ts'
import { inTransaction } from '../../in-transaction.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { wakeRunners } from '../../wake-runners.ts'
import { findApprovers, findAuthor, type LetterReader } from './approval-readers.ts'
import { enqueueStatement } from './enqueue-mail.ts'

export interface HeldForApproval {
  readonly queueId: QueueId
  readonly commune: CommuneId
  readonly communeName: string
  readonly since: Date
  readonly findings: LeakCounts
  /** The first of them. */
  readonly recipients: readonly EmailAddress[]
  readonly recipientCount: number
  /** Null where the mailbox is gone, and nobody there to be told. */
  readonly author: LetterReader | null
}

export interface ToApprove extends HeldForApproval {
  /** The managers of its commune other than whoever wrote it; none where the département must do. */
  readonly approvers: readonly LetterReader[]
  /** Why its author wants it to leave; null where they did not say. */
  readonly justification: string | null
}

export interface Undecided extends HeldForApproval {
  readonly content: Buffer
  readonly smtputf8: boolean
}

export interface DecidedHold extends HeldForApproval {
  readonly became: 'released' | 'deleted' | 'partly'
}

type Write<About> = (about: About) => Promise<readonly NewQueuedMessage[]>

export interface ApprovalLetters {
  /** About one message that nobody was told of yet. False when there is none; rejects when `write` does. */
  tellHeld(write: Write<ToApprove>): Promise<boolean>
  /** About one that was decided about. */
  tellDecided(write: Write<DecidedHold>): Promise<boolean>
  /** Ends one that has waited for `days`, and deletes it. */
  endUndecided(days: number, write: Write<Undecided>): Promise<boolean>
}

const againSeconds = 600

const heldColumns = `h.queue_id, h.commune_id, h.mailbox_id, h.person_id, c.name as commune_name, h.at, h.findings, h.recipients,
  h.recipient_count, h.became`

const dueText = (decided: boolean) => `
  select ${heldColumns},
    (select reason from leak_justification j where j.queue_id = h.queue_id) as justification
  from leak_hold h join commune c on c.id = h.commune_id
  where tell_at <= now() and decided_at is ${decided ? 'not null' : 'null'}
  order by tell_at limit 1 for update of h skip locked`

/** Whoever decides takes the message before its deliveries, and these before what is noted of them: so does this. */
const undecidedText = `
  select ${heldColumns}, m.content, m.smtputf8
  from leak_hold h join commune c on c.id = h.commune_id join queued_message m using (queue_id)
  where decided_at is null and at <= now() - make_interval(days => $1)
  order by at limit 1 for update of m skip locked`

const endText = `
  with gone as (
    update delivery set state = 'done', held_for = null, next_attempt_at = null, claim = null, claimed_until = null,
      updated_at = now()
    where queue_id = $1 and held_for = 'approval' returning queue_id, destination
  ), settled as (
    update delivery_recipient r set settled_at = now(), settled_as = 'expired', updated_at = now()
    from gone where r.queue_id = gone.queue_id and r.destination = gone.destination and r.settled_at is null
    returning r.queue_id, r.recipient
  ), traced as (
    insert into trace (commune_id, at, queue_id, client, reverse_path, recipient, size, spf, dkim, dmarc, arc, symbols,
      outcome, reason, reply)
    select m.commune_id, now(), m.queue_id, '::', m.reverse_path, settled.recipient, m.size, 'none', 'none', 'none', 'none',
      '{}', 'returned', 'undecided', ''
    from settled join queued_message m using (queue_id)
  )
  select from gone`

const removeText = `
  delete from queued_message m where queue_id = $1
    and not exists (select from delivery_recipient r where r.queue_id = m.queue_id and (settled_at is null or untold))`

interface Row {
  readonly queue_id: string
  readonly commune_id: string
  readonly commune_name: string
  readonly mailbox_id: string | null
  readonly person_id: string | null
  readonly at: Date
  readonly findings: Readonly<Record<string, unknown>>
  readonly recipients: readonly string[]
  readonly recipient_count: number
  readonly became: string | null
}

/** Needs the rights of `vm_worker`. */
export function approvalLettersStore({ pool }: Pick<Database, 'pool'>): ApprovalLetters {
  const wake = wakeRunners(pool)
  const step = (work: (client: pg.PoolClient) => Promise<boolean>) =>
    redactQueryErrors(async () => {
      const told = await inTransaction(pool, work)
      if (told) wake()
      return told
    })
  const tell = async (
    decided: boolean,
    lettersFor: (client: pg.PoolClient, row: DueRow) => Promise<Letters>,
  ) => {
    let chosen: string | null = null
    try {
      return await step(async (client) => {
        const [row] = (await client.query<DueRow>(dueText(decided))).rows
        if (row === undefined) return false
        chosen = row.queue_id
        await enqueueAll(client, await lettersFor(client, row))
        await client.query('update leak_hold set tell_at = null, updated_at = now() where queue_id = $1', [
          chosen,
        ])
        return true
      })
    } catch (error) {
      if (chosen !== null) await postpone(pool, chosen)
      throw error
    }
  }
  return {
    tellHeld: (write) =>
      tell(false, async (client, row) => {
        const held = await heldOf(client, row)
        const approvers = await findApprovers(client, held.commune, {
          ...{ mailbox: held.author?.mailbox ?? null, person: row.person_id },
        })
        return await write({ ...held, approvers, justification: row.justification })
      }),

    tellDecided: (write) =>
      tell(true, async (client, row) => {
        const became = row.became === 'released' || row.became === 'deleted' ? row.became : 'partly'
        return await write({ ...(await heldOf(client, row)), became })
      }),

    endUndecided: (days, write) =>
      step(async (client) => {
        const [row] = (await client.query<UndecidedRow>(undecidedText, [days])).rows
        if (row === undefined) return false
        const { content, smtputf8 } = row
        const held = await heldOf(client, row)
        const { rowCount } = await client.query(endText, [held.queueId])
        if (rowCount === 0) return true
        await client.query(
          `update leak_hold set became = 'expired', decided_at = now(), tell_at = null, updated_at = now()
          where queue_id = $1`,
          [held.queueId],
        )
        await enqueueAll(client, await write({ ...held, content, smtputf8 }))
        await client.query(removeText, [held.queueId])
        return true
      }),
  }
}

type Letters = readonly NewQueuedMessage[]
type DueRow = Row & { readonly justification: string | null }
type UndecidedRow = Row & { readonly content: Buffer; readonly smtputf8: boolean }

async function heldOf(client: pg.PoolClient, row: Row): Promise<HeldForApproval> {
  const commune = row.commune_id as CommuneId
  const mailbox = row.mailbox_id as MailboxId | null
  return {
    queueId: row.queue_id as QueueId,
    commune,
    communeName: row.commune_name,
    since: row.at,
    findings: countsOf(row.findings),
    recipients: row.recipients as readonly EmailAddress[],
    recipientCount: row.recipient_count,
    author: mailbox === null ? null : await findAuthor(client, commune, mailbox),
  }
}

/** What this version does not know is left out: it came from a newer one. */
export function countsOf(findings: Readonly<Record<string, unknown>>): LeakCounts {
  let counts: LeakCounts = {}
  for (const kind of leakKinds) {
    const count = findings[kind]
    if (typeof count === 'number' && count > 0) counts = { ...counts, [kind]: count }
  }
  return counts
}

async function enqueueAll(client: pg.PoolClient, letters: Letters): Promise<void> {
  if (letters.length > 0) await client.query(enqueueStatement(letters))
}

const postpone = (pool: pg.Pool, queueId: string): Promise<unknown> =>
  pool
    .query('update leak_hold set tell_at = now() + make_interval(secs => $2) where queue_id = $1', [
      queueId,
      againSeconds,
    ])
    .catch(() => undefined)
