// The store of ./answer-cache.ts in IndexedDB: a database for each person.

import type { KeptAnswer, KeptFacts, KeptStore } from './answer-cache.ts'

const prefix = 'vaguemestre.kept.'
const table = 'answers'
/** Read without what it is about. */
const index = 'facts'

/** `closed`: nothing is read from it, nor kept, any more. */
export async function openIndexedStore(person: string, closed: () => void): Promise<KeptStore> {
  const opening = indexedDB.open(prefix + person, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(table, { keyPath: 'key' }).createIndex(index, ['at', 'octets', 'box'])
  }
  const database = await resultOf(opening)
  // It is about to be deleted, by whichever tab.
  database.onversionchange = () => {
    database.close()
    closed()
  }
  const answers = (mode: IDBTransactionMode) => database.transaction(table, mode).objectStore(table)
  return {
    get: async (key) => readAnswer(await resultOf<unknown>(answers('readonly').get(key))),
    put: async (answer) => void (await resultOf(answers('readwrite').put(answer))),
    facts: () => factsOf(answers('readonly').index(index).openKeyCursor()),
    async remove(keys) {
      const store = answers('readwrite')
      await Promise.all(keys.map((key) => resultOf(store.delete(key))))
    },
  }
}

/** Of every person who kept something in this browser. Rejects where a browser keeps nothing. */
export async function deleteIndexedStores(): Promise<void> {
  const names = (await indexedDB.databases()).flatMap(({ name = '' }) =>
    name.startsWith(prefix) ? name : [],
  )
  await Promise.all(names.map((name) => deleted(indexedDB.deleteDatabase(name))))
}

/** A tab that sleeps holds on to what it opened: it goes once that tab is closed, and nobody waits for it. */
const deleted = (request: IDBOpenDBRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request.onblocked = resolve
    request.onsuccess = resolve
    request.onerror = () => reject(request.error)
  })

const resultOf = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const factsOf = (request: IDBRequest<IDBCursor | null>): Promise<readonly KeptFacts[]> =>
  new Promise((resolve, reject) => {
    const facts: KeptFacts[] = []
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const cursor = request.result
      if (cursor === null) return resolve(facts)
      const [at, octets, box] = Array.isArray(cursor.key) ? cursor.key : []
      facts.push({ key: String(cursor.primaryKey), at: Number(at), octets: Number(octets), box: String(box) })
      cursor.continue()
    }
  })

/** Another version of the webmail may have written it. */
function readAnswer(found: unknown): KeptAnswer | null {
  if (typeof found !== 'object' || found === null) return null
  const { key, box, at, octets, text } = found as Readonly<Record<string, unknown>>
  if (typeof key !== 'string' || typeof box !== 'string' || typeof text !== 'string') return null
  if (typeof at !== 'number' || typeof octets !== 'number') return null
  return { key, box, at, octets, text }
}
