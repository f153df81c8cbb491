// The part of a statement that settles recipients which remembers those who were not reached: how many, by day, domain and
// destination; and which addresses do not exist. In the same transaction, so that what is counted is what happened.

/** The département's own day, as in every other figure. */
const today = "(now() at time zone 'Europe/Paris')::date"

/** An address that does not exist is not written to for so long; then it is tried again, for it may have been opened. */
const suppressedDays = 30

/**
 * Name of the common table expressions, one for each. `ended` has a row for each recipient that was not reached in the end:
 * commune_id, reverse_path, recipient, destination, kind, reply, spares_address. A report has no reverse-path, and is no mail of anybody.
 * Rows are taken in the order of their keys, so that two runners never wait for one another.
 */
export const bouncesCounted = (ended: string): string => `counted as (
    insert into bounce_count (commune_id, domain, destination, kind, day, count)
    select commune_id, lower(substring(reverse_path from '[^@]*$')), destination, kind, ${today}, count(*)
    from ${ended} where reverse_path <> ''
    group by commune_id, lower(substring(reverse_path from '[^@]*$')), destination, kind
    order by 1, 2, 3, 4
    on conflict (commune_id, domain, destination, kind, day) do update set count = bounce_count.count + excluded.count
  )`

/** Of the same rows. Our own mailboxes are asked for in the directory, each time; `spares_address` as in RecipientAnswer. */
export const addressesSuppressed = (ended: string): string => `suppressed as (
    insert into suppressed_address (address, until, kind, reply)
    select lower(recipient), now() + interval '${suppressedDays} days', 'unknown-recipient', max(reply)
    from ${ended} where kind = 'unknown-recipient' and not spares_address and destination <> 'local'
    group by lower(recipient) order by 1
    on conflict (address) do update set until = excluded.until, reply = excluded.reply
  )`
