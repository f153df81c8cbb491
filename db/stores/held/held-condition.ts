// Which rows are held, why, and which of them somebody decides about.

import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { HeldChoice } from '#core/held/held-mail.ts'
import { keptRecipient } from '../../schema/kept-mail.ts'

export const isHeld = and(eq(keptRecipient.kind, 'held'), isNull(keptRecipient.settledAt))

/** A virus that was released and could not be delivered is held for the virus, not for the refusal. */
export const reasonHeld = sql<string>`case when ${keptRecipient.firstReason} = 'virus' then 'virus' else ${keptRecipient.reason} end`

export const chosen = ({ queueId, commune: tenant, recipients }: HeldChoice): readonly SQL[] => [
  eq(keptRecipient.queueId, queueId),
  ...(tenant === null ? [] : [eq(keptRecipient.communeId, tenant)]),
  ...(recipients === null ? [] : [inArray(keptRecipient.recipient, [...recipients])]),
]
