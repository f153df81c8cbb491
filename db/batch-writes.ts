// Writes together what comes together. The first goes at once, alone; what comes while it is on its way waits for its end and
// goes as one: the busier the database is, the fewer and larger its statements become.

import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export interface BatchWriteOptions<Item> {
  /** All of them or none, in the order in which they came. */
  readonly write: (items: readonly Item[]) => Promise<void>
  /** In one go. */
  readonly most: number
  /** From the beginning of one to that of the next, for what nobody hurries for; after a rest nobody waits. None where it is left out. */
  readonly apartMilliseconds?: number
}

interface Waiting<Item> {
  readonly item: Item
  readonly settle: PromiseWithResolvers<void>
}

/**
 * Each promise is about its own item: where PostgreSQL refuses several together for what one of them says, they go one by one. A
 * connection that breaks refuses all that were on it, and nobody knows whether it had them; they are not written again.
 */
export function batchWrites<Item>(gathering: BatchWriteOptions<Item>): (item: Item) => Promise<void> {
  const { write, most, apartMilliseconds = 0 } = gathering
  const waiting: Waiting<Item>[] = []
  let underWay = false
  const go = async () => {
    underWay = true
    while (waiting.length > 0) {
      const rest = apartMilliseconds === 0 ? null : pause(apartMilliseconds)
      await together(waiting.splice(0, most), write)
      await rest
    }
    underWay = false
  }
  return (item) => {
    const settle = Promise.withResolvers<void>()
    waiting.push({ item, settle })
    if (!underWay) void go()
    return settle.promise
  }
}

/** Never rejects. */
async function together<Item>(
  all: readonly Waiting<Item>[],
  write: BatchWriteOptions<Item>['write'],
): Promise<void> {
  try {
    await write(all.map(({ item }) => item))
    for (const { settle } of all) settle.resolve()
  } catch (error) {
    if (all.length > 1 && isUndone(error)) for (const each of all) await together([each], write)
    else for (const { settle } of all) settle.reject(error)
  }
}

/** SQLSTATEs of data, of constraints, and of transactions that others were in the way of: nothing of it is there. */
const isUndone = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(22|23|40)/.test(error.code ?? '')
