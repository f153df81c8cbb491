// Remembers what is usual for a mailbox: it changes once a day, and is asked for with each message of who sends much.

import { LruCache } from '#core/lru-cache.ts'
import type { SendingCounts, SendingFrom, SendingHabits } from '#core/sending/sending-counts.ts'

const keptMilliseconds = 60_000
const keptMost = 1_000

/** From a network that is new it is asked for each time: somebody may vouch for it at any moment. */
export function habitCache(counts: SendingCounts): SendingCounts {
  const kept = new LruCache<{ readonly habits: SendingHabits; readonly at: number }>(keptMost)
  return {
    ...counts,
    async habits(from) {
      const name = nameOf(from)
      const known = kept.get(name)
      if (known !== undefined && performance.now() - known.at < keptMilliseconds) return known.habits
      const habits = await counts.habits(from)
      if (!habits.newNetwork) kept.set(name, { habits, at: performance.now() })
      return habits
    },
  }
}

const nameOf = ({ mailbox, person, client }: SendingFrom): string => `${mailbox} ${person} ${client}`
