// Whether anybody uses a commune's mail yet: one of its people, or one who opens a mailbox of it, has opened their access.

import { type SQL, sql } from 'drizzle-orm'

const hasPassword = (person: SQL): SQL =>
  sql`exists (select from account a where a.person_id = ${person} and a.password is not null)`

export const hasOpenedAccess = (commune: SQL): SQL<boolean> => sql<boolean>`(
  exists (select from person own where own.commune_id = ${commune} and ${hasPassword(sql`own.id`)})
  or exists (select from mailbox opened join access x on x.mailbox_id = opened.id
    where opened.commune_id = ${commune} and (x.until is null or x.until > now()) and ${hasPassword(sql`x.person_id`)}))`

/** When a code of first access was made last for one of its people, by a letter or on the screen; null for never. */
export const lastCodeAt = (commune: SQL): SQL<string | null> => sql<string | null>`(
  select max(code.created_at) from person own join activation_code code on code.person_id = own.id
  where own.commune_id = ${commune})`
