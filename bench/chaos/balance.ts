// What became of each recipient: what the servers and the inboxes have, against what was accepted and what had to become of it.

import type { Fate } from './misbehaviours.ts'
import type { Outage } from './strikes.ts'

/** A server or Dovecot said 250 about one recipient. */
export interface Receipt {
  /** Queue id and recipient. */
  readonly key: string
  readonly as: Fate
  /** Who was told so. */
  readonly client: string
  readonly at: number
}

export interface Kills {
  /** When each runner that was killed was killed. */
  readonly runners: ReadonlyMap<string, number>
  readonly outages: readonly Outage[]
}

export interface Duplicate {
  readonly key: string
  readonly as: readonly [first: Fate, again: Fate]
  /** What was killed between the two. */
  readonly cause: 'runner' | 'database' | null
  /** From the first 250 to the kill; none where PostgreSQL was away before. */
  readonly milliseconds: number
}

export interface Balance {
  readonly recipients: number
  readonly delivered: number
  readonly bounced: number
  /** Neither nor. */
  readonly lost: readonly string[]
  /** Bounced where a server takes them in the end, or taken where none does. */
  readonly wrong: readonly string[]
  readonly duplicates: readonly Duplicate[]
}

export function balance(
  fates: ReadonlyMap<string, Fate>,
  receipts: readonly Receipt[],
  kills: Kills,
): Balance {
  const byKey = Map.groupBy(receipts, ({ key }) => key)
  const had = (key: string, as: Fate) => byKey.get(key)?.some((receipt) => receipt.as === as) ?? false
  const keys = [...fates.keys()]
  return {
    recipients: fates.size,
    delivered: keys.filter((key) => had(key, 'delivered')).length,
    bounced: keys.filter((key) => had(key, 'bounced')).length,
    lost: keys.filter((key) => !byKey.has(key)),
    wrong: [...fates].filter(([key, fate]) => byKey.has(key) && !had(key, fate)).map(([key]) => key),
    duplicates: [...byKey.values()].flatMap((each) => duplicatesOf(each, kills)),
  }
}

function duplicatesOf(receipts: readonly Receipt[], kills: Kills): readonly Duplicate[] {
  const ordered = receipts.toSorted((a, b) => a.at - b.at)
  return ordered.slice(1).flatMap((again, index) => {
    const first = ordered[index]
    return first === undefined ? [] : [duplicate(first, again, kills)]
  })
}

function duplicate(first: Receipt, again: Receipt, kills: Kills): Duplicate {
  const { key } = first
  const as = [first.as, again.as] as const
  const runner = kills.runners.get(first.client)
  if (runner !== undefined && runner >= first.at && runner <= again.at)
    return { key, as, cause: 'runner', milliseconds: runner - first.at }
  const outage = kills.outages.find(({ from, until }) => from <= again.at && until >= first.at)
  const milliseconds = Math.max(0, (outage?.from ?? again.at) - first.at)
  return { key, as, cause: outage === undefined ? null : 'database', milliseconds }
}
