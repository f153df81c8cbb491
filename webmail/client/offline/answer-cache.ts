// Answers that were read, kept to be read again without a network: which of them, for how long, and how many. Pure, over a store.

export const keptForMs = 30 * 24 * 3_600_000
export const mostOctets = 50_000_000
/** What is too much is looked for once in so many answers, and when the page begins. */
const prunedEvery = 50

export interface KeptFacts {
  readonly key: string
  /** Id of the box that it is of; empty for none. */
  readonly box: string
  /** When it was read, in milliseconds since 1970. */
  readonly at: number
  readonly octets: number
}

export interface KeptAnswer extends KeptFacts {
  readonly text: string
}

/** What the browser does; see ./indexed-store.ts. */
export interface KeptStore {
  readonly get: (key: string) => Promise<KeptAnswer | null>
  readonly put: (answer: KeptAnswer) => Promise<void>
  /** The oldest first. */
  readonly facts: () => Promise<readonly KeptFacts[]>
  readonly remove: (keys: readonly string[]) => Promise<void>
}

export interface KeptAnswers {
  readonly put: (path: string, input: unknown, answer: unknown) => Promise<void>
  /** Undefined where there is none, or it is too old. */
  readonly read: (path: string, input: unknown) => Promise<unknown>
  readonly forget: (path: string, input: unknown) => Promise<void>
  /** Nothing stays of any other box. */
  readonly keepBoxes: (boxes: readonly string[]) => Promise<void>
  /** What is too old goes, then the oldest of what is too much. */
  readonly prune: () => Promise<void>
}

/** Who one is, what one sees of boxes, and what messages say: nothing of search, of settings of a box, nor of contacts. */
const keptPaths: ReadonlySet<string> = new Set([
  '/session',
  '/boxes',
  '/settings',
  '/conversations',
  '/boxes/{box}/folders',
  '/boxes/{box}/labels',
  '/boxes/{box}/signatures',
  '/boxes/{box}/senders',
  '/boxes/{box}/conversations',
  '/boxes/{box}/conversation',
  '/boxes/{box}/message',
])

export function keptAnswers(store: KeptStore, now: () => number): KeptAnswers {
  let puts = 0
  const prune = async (): Promise<void> => {
    const facts = await store.facts()
    let octets = facts.reduce((sum, each) => sum + each.octets, 0)
    const gone: string[] = []
    for (const each of facts) {
      if (now() - each.at <= keptForMs && octets <= mostOctets) break
      octets -= each.octets
      gone.push(each.key)
    }
    if (gone.length > 0) await store.remove(gone)
  }
  return {
    prune,
    async put(path, input, answer) {
      if (!isKept(path, input)) return
      const text = JSON.stringify(answer)
      // As a browser keeps text: two octets a letter.
      const facts = { key: keyOf(path, input), box: boxIn(input), at: now(), octets: text.length * 2 }
      await store.put({ ...facts, text })
      if (++puts % prunedEvery === 0) await prune()
    },
    async read(path, input) {
      if (!isKept(path, input)) return undefined
      const found = await store.get(keyOf(path, input))
      if (found === null || now() - found.at > keptForMs) return undefined
      return JSON.parse(found.text)
    },
    forget: (path, input) => store.remove([keyOf(path, input)]),
    async keepBoxes(boxes) {
      const gone = (await store.facts()).filter(({ box }) => box !== '' && !boxes.includes(box))
      if (gone.length > 0) await store.remove(gone.map(({ key }) => key))
    },
  }
}

const isKept = (path: string, input: unknown): boolean =>
  keptPaths.has(path) && partOf(partOf(input, 'query'), 'q') === undefined

/** The same for the same question, in whichever order its parts were written. */
const keyOf = (path: string, input: unknown): string => `${path} ${JSON.stringify(inOrder(input))}`

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, inOrder(each)]),
  )
}

const boxIn = (input: unknown): string => {
  const box = partOf(partOf(input, 'params'), 'box')
  return typeof box === 'string' ? box : ''
}

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
