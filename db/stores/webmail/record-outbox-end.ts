// That a change of a draft is in the outbox no more, and why: whoever sent it and got no answer asks again, and must be told rather
// than believed to send anew.

import type { outboxEnds } from '../../schema/outbox.ts'

/** Part of a statement; `rows` of the outbox are what it names. */
export const recordOutboxEndSql = (rows: string, became: (typeof outboxEnds)[number]): string => `
insert into outbox_end (commune_id, mailbox_id, revision, draft_id, asked_key, person_id, became)
select commune_id, mailbox_id, revision, draft_id, asked_key, person_id, '${became}' from ${rows} where revision is not null
on conflict (mailbox_id, revision, draft_id) do update
  set became = excluded.became, asked_key = excluded.asked_key, person_id = excluded.person_id, at = now()`
