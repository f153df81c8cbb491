// One indexed query answers what an address leads to: its domain (or the one it is an alias of), what is registered there
// or the catch-all, and everything behind it. postmaster@ and abuse@ of a hosted domain always lead somewhere, by default to
// the département (RFC 5321 §4.5.1, RFC 2142 §4), and nobody is told for good that they do not.

import type pg from 'pg'
import type {
  CommuneId,
  ForwardTarget,
  MailboxId,
  MailboxTarget,
  RecipientResolution,
} from '#core/address/directory.ts'
import { domainOf, type EmailAddress, localPartOf } from '#core/address/email-address.ts'
import { acceptsMail } from '../mailboxes/accepts-mail.ts'
import { type FollowedMailbox, followAddresses, type ReadAddress, sendsOn } from './follow-addresses.ts'

/** Where to begin when nothing is registered there: `rank` orders the places, a later one counts when no earlier takes mail. */
const catchAll = `
  select catch_all, 1 from hosted where catch_all is not null and not exists (select from registered)`
/** Postmasters of the département, mairie@ of the commune, at last three of the département who take mail, and keep it in the house. */
const department = `
  select target, (row_number() over (order by place, since))::integer from (
    select a.address as target, 1 as place, d.created_at as since from team
    join domain d on d.commune_id = team.id and d.alias_of is null
    join address a on a.address = 'postmaster@' || d.name
    union all
    select a.address, 2, now() from hosted join address a on a.address = 'mairie@' || hosted.name
    union all
    select colleague.address, 3, colleague.created_at from team cross join lateral (
      select m.address, m.created_at from mailbox m
      where m.commune_id = team.id and m.address not like 'probe@%'
        and ${acceptsMail}
      order by m.address limit 3
    ) colleague
  ) place`

/**
 * `edge` holds each step once, so circles end. LIMIT keeps the look-ups at the end what they are, one by one, however many
 * rows the planner expects. Two statements and no flag: with nothing to gain from the values, PostgreSQL plans each once.
 */
const recipientQuery = (otherwise: string): string => `
with recursive hosted as (
  select main.name, main.catch_all, c.department_id
  from domain given join domain main on main.name = coalesce(given.alias_of, given.name)
  join commune c on c.id = main.commune_id
  where given.name = $2
), team as (
  select t.id from hosted join commune t on t.department_id = hosted.department_id and t.kind = 'department'
), registered as (
  select a.address from hosted join address a on a.address = $1 || '@' || hosted.name
), start as (
  select address as target, 0 as rank from registered
  union all ${otherwise}
), edge(source, target, rank) as (
  select null::text, target, rank from start
  union
  select edge.target, next.target, null::integer
  from edge cross join lateral (
    select t.target from alias a join alias_target t on t.alias_id = a.id where a.address = edge.target
    union all
    select member.target from list l join list_member member on member.list_id = l.id where l.address = edge.target
    union all
    select f.target from mailbox m join forward f on f.mailbox_id = m.id where m.address = edge.target
  ) next
)
select edge.source, edge.target, edge.rank, l.senders, m.id as mailbox, m.address, m.commune_id as commune,
  m.provisioned_at is not null as provisioned,
  m.suspended_at is not null or c.suspended_at is not null as suspended,
  m.full_since, m.forward_keeps_copy, o.outside
from hosted
left join edge on true
left join lateral (select * from mailbox where address = edge.target limit 1) m on true
left join lateral (select * from commune where id = m.commune_id limit 1) c on true
left join lateral (select senders from list where address = edge.target limit 1) l on true
left join lateral (
  select json_agg(json_build_object('to', target, 'until', until) order by target) as outside
  from external_forward where mailbox_id = m.id and until > now()
) o on true
order by edge.rank, edge.target`

/** By local part and domain. */
export const recipientQueries = {
  ordinary: { name: 'resolve-recipient', text: recipientQuery(catchAll) },
  required: { name: 'resolve-required-recipient', text: recipientQuery(department) },
} as const

interface Row {
  readonly source: EmailAddress | null
  /** Null when the domain is ours and the address is nobody's. */
  readonly target: EmailAddress | null
  readonly rank: number | null
  readonly senders: 'anyone' | 'department' | 'members' | null
  readonly mailbox: MailboxId | null
  readonly address: EmailAddress | null
  readonly commune: CommuneId | null
  readonly provisioned: boolean
  readonly suspended: boolean
  readonly full_since: Date | null
  readonly forward_keeps_copy: boolean | null
  /** Null for none. */
  readonly outside: readonly { readonly to: EmailAddress; readonly until: string }[] | null
}

/** `key` is a `mailboxKey`. Rejects when the database does not answer. */
export async function resolveRecipient(pool: pg.Pool, key: EmailAddress): Promise<RecipientResolution> {
  const local = localPartOf(key)
  const required = local === 'postmaster' || local === 'abuse'
  // Columns come from our own tables, where every address was parsed before it was written.
  const { rows } = await pool.query<Row>({
    ...recipientQueries[required ? 'required' : 'ordinary'],
    values: [local, domainOf(key)],
  })
  if (rows.length === 0) return { kind: 'foreign' }
  const read = readAddresses(rows)
  const answers = rows.flatMap(({ target, rank }) =>
    target === null || rank === null
      ? []
      : [answer(followAddresses(target, read), { target, rank, required })],
  )
  return answers.find(takesMail) ?? (required ? { kind: 'unattended' } : (answers[0] ?? { kind: 'unknown' }))
}

const takesMail = ({ kind }: RecipientResolution): boolean => kind === 'mailbox' || kind === 'alias'

interface ReadMailbox {
  readonly mailbox: MailboxId
  readonly address: EmailAddress
  readonly commune: CommuneId
  readonly provisioned: boolean
  readonly suspended: boolean
  readonly fullSince: Date | null
  readonly keepsCopy: boolean
  readonly outside: readonly { readonly to: EmailAddress; readonly until: Date }[]
}

function readAddresses(rows: readonly Row[]): Map<EmailAddress, ReadAddress<ReadMailbox>> {
  const targets = Map.groupBy(rows, ({ source }) => source)
  const read = new Map<EmailAddress, ReadAddress<ReadMailbox>>()
  for (const row of rows) {
    if (row.target === null) continue
    const next = targets.get(row.target)?.flatMap(({ target }) => target ?? []) ?? []
    read.set(row.target, { mailbox: mailboxOf(row), senders: row.senders, targets: next })
  }
  return read
}

function mailboxOf(row: Row): ReadMailbox | null {
  const { mailbox, address, commune, provisioned, suspended } = row
  if (mailbox === null || address === null || commune === null) return null
  const keepsCopy = row.forward_keeps_copy !== false
  const outside = (row.outside ?? []).map(({ to, until }) => ({ to, until: new Date(until) }))
  return { mailbox, address, commune, provisioned, suspended, fullSince: row.full_since, keepsCopy, outside }
}

interface Start {
  readonly target: EmailAddress
  readonly rank: number
  readonly required: boolean
}

function answer(
  followed: readonly FollowedMailbox<ReadMailbox>[],
  { target, rank, required }: Start,
): RecipientResolution {
  const open = followed.filter(({ mailbox }) => !mailbox.suspended)
  const [first] = open
  if (first === undefined) return { kind: followed.length === 0 ? 'unknown' : 'suspended' }
  // One mailbox of a list that is not ready yet delays the list: better late for all than lost for one.
  if (open.some(({ mailbox }) => !mailbox.provisioned)) return { kind: 'not-ready' }
  const since = fullSince(open.map(({ mailbox }) => mailbox))
  if (since !== null) return { kind: 'full', since }
  const targets = open.flatMap((each) => targetsOf(each, required))
  const [only] = targets
  const byName = required || rank === 0
  const itself = byName && targets.length === 1 && first.mailbox.address === target
  return itself && only?.kind === 'mailbox' ? { kind: 'mailbox', target: only } : { kind: 'alias', targets }
}

/** Null as long as one has room, or needs none: the others are Dovecot's to refuse, and what it refuses then waits for room. */
function fullSince(mailboxes: readonly ReadMailbox[]): Date | null {
  if (mailboxes.some(sendsOn)) return null
  const since = mailboxes.flatMap((mailbox) => mailbox.fullSince ?? [])
  if (since.length < mailboxes.length) return null
  return new Date(Math.max(...since.map(Number)))
}

function targetsOf(
  { mailbox: { mailbox, commune, address, outside }, onlyFrom, kept }: FollowedMailbox<ReadMailbox>,
  required: boolean,
): readonly (MailboxTarget | ForwardTarget)[] {
  const reached = {
    ...{ mailbox, commune, address, required },
    // Whoever has something to report may write to postmaster@ even where a list stands behind it.
    ...(onlyFrom === null || required ? {} : { onlyFrom }),
  }
  const forwards = outside.map(({ to, until }) => ({ ...reached, kind: 'forward', to, until }) as const)
  return kept ? [{ ...reached, kind: 'mailbox' }, ...forwards] : forwards
}
