// Which rows are held, and which of them somebody decides about.

import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import type { HeldChoice } from '#core/held-mail.ts'
import { keptRecipient } from '../schema/kept-mail.ts'

export const isHeld = and(eq(keptRecipient.kind, 'held'), isNull(keptRecipient.settledAt))

export const chosen = ({ queueId, commune: tenant, recipients }: HeldChoice): readonly SQL[] => [
  eq(keptRecipient.queueId, queueId),
  ...(tenant === null ? [] : [eq(keptRecipient.communeId, tenant)]),
  ...(recipients === null ? [] : [inArray(keptRecipient.recipient, [...recipients])]),
]
