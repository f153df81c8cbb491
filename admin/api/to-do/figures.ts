// The figures of the dashboard, a minute old at most; the days that are over are counted once a day. One memory for each
// scope, and few scopes: the département and those of its communes whose managers look.

import type { Clock } from '#core/clock.ts'
import type { Database } from '#db/connection.ts'
import { communesByDay, countHosted, type DayOfMail, type Hosted, mailByDay } from '#db/stores/figures.ts'
import type { Scope } from '#db/stores/query/scope.ts'

export interface Figures extends Hosted {
  readonly communesByDay: { readonly day: string; readonly count: number }[]
  readonly days: DayOfMail[]
  readonly checkedAt: string
}

export type FiguresReader = (database: Database, scope: Scope) => Promise<Figures>

const shownDays = 30
const validMilliseconds = 60_000
const mostScopes = 1000

interface Remembered {
  readonly until: number
  readonly figures: Promise<Figures>
}

export function figuresReader(clock: Clock): FiguresReader {
  const remembered = new Map<string, Remembered>()
  const past = new Map<string, readonly DayOfMail[]>()

  async function count(database: Database, scope: Scope, key: string): Promise<Figures> {
    const [hosted, communes, days] = await Promise.all([
      countHosted(database, scope),
      communesByDay(database, scope),
      countDays(database, scope, key),
    ])
    return {
      ...hosted,
      communesByDay: communes,
      days,
      checkedAt: new Date(clock.now()).toISOString(),
    }
  }

  /** Yesterday is asked for once more with today: a message of its last minutes is written down a little later. */
  async function countDays(database: Database, scope: Scope, key: string): Promise<DayOfMail[]> {
    const recent = await mailByDay(database, scope, 2)
    const [yesterday] = recent
    const known = past.get(key)
    const isOfToday = known?.at(-1)?.day === yesterday?.day
    const all =
      known !== undefined && isOfToday ? known : (await mailByDay(database, scope, shownDays)).slice(0, -1)
    past.set(key, all)
    return [...all.slice(0, -1), ...recent]
  }

  return (database, scope) => {
    const key = scope.kind === 'department' ? 'all' : scope.commune
    const found = remembered.get(key)
    if (found !== undefined && found.until > clock.now()) return found.figures
    if (remembered.size >= mostScopes) {
      remembered.clear()
      past.clear()
    }
    const figures = count(database, scope, key)
    remembered.set(key, { until: clock.now() + validMilliseconds, figures })
    figures.catch(() => remembered.delete(key))
    return figures
  }
}
