// Writes together what comes together. The first goes at once, alone; what comes while it is on its way waits for its end and
// goes as one. Nobody waits for a timer, and the busier the database is, the fewer and larger its statements become.

import pg from 'pg'

export interface Gathering<Item> {
  /** All of them or none, in the order in which they came. */
  readonly write: (items: readonly Item[]) => Promise<void>
  /** In one go. */
  readonly most: number
}

interface Waiting<Item> {
  readonly item: Item
  readonly settle: PromiseWithResolvers<void>
}

/**
 * Each promise is about its own item: where PostgreSQL refuses several together for what one of them says, they go one by one. A
 * connection that breaks refuses all that were on it, and nobody knows whether it had them; they are not written again.
 */
export function gathered<Item>({ write, most }: Gathering<Item>): (item: Item) => Promise<void> {
  const waiting: Waiting<Item>[] = []
  let underWay = false
  const go = async () => {
    underWay = true
    for (let next = waiting.splice(0, most); next.length > 0; next = waiting.splice(0, most))
      await together(next, write)
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
async function together<Item>(all: readonly Waiting<Item>[], write: Gathering<Item>['write']): Promise<void> {
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
