// Asks, and where there is no network gives what was read before, if it is kept here.

import { ProblemError } from '#ui/api/problem-error.ts'
import { noteFailure } from '#ui/api/trouble.ts'
import type { KeptAnswers } from './answer-cache.ts'
import { loadOfflineCopy } from './load-offline-copy.ts'

export interface CachePorts {
  /** Null where nothing is kept. */
  readonly answers: () => Promise<KeptAnswers | null>
  /** The server said who it is. */
  readonly signedIn: (person: string) => Promise<void>
  /** What comes is of whoever keeps it here. */
  readonly isOwn: () => Promise<boolean>
  readonly wipe: () => Promise<void>
  /** That there is no network is said, though there is an answer. */
  readonly note: (error: unknown) => void
}

const inBrowser: CachePorts = {
  answers: async () => (await loadOfflineCopy())?.offlineAnswers() ?? null,
  isOwn: async () => (await loadOfflineCopy())?.isOwn() ?? false,
  wipe: async () => (await loadOfflineCopy())?.wipeAnswers(),
  signedIn: async (person) => (await loadOfflineCopy())?.noteSignedIn(person),
  note: noteFailure,
}

const goneCodes: ReadonlySet<string> = new Set(['not-found', 'forbidden'])

/** `path` and `input` name the question; the answer that was kept is the one that the same question had. */
export async function networkOrCache<Answer>(
  [path, input]: readonly [path: string, input: unknown],
  ask: () => Promise<Answer>,
  ports: CachePorts = inBrowser,
): Promise<Answer> {
  try {
    const answer = await ask()
    void keepAnswer([path, input], answer, ports)
    return answer
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.code === 'not-signed-in') {
      await ports.wipe()
      throw error
    }
    if (goneCodes.has(error.code)) void forgetAnswer([path, input], ports)
    if (error.code !== 'unreachable') throw error
    const answers = await ports.answers()
    const kept = await answers?.read(path, input).catch(() => undefined)
    if (kept === undefined) throw error
    ports.note(error)
    // It is what the same question was answered with.
    return kept as Answer
  }
}

async function keepAnswer(
  [path, input]: readonly [path: string, input: unknown],
  answer: unknown,
  { answers: opened, isOwn: own, signedIn }: CachePorts,
): Promise<void> {
  try {
    // A file, or a page of whoever sells the network, is no answer of ours, and says of nobody that they are signed in.
    if (answer instanceof Blob) return
    if (path === '/session') {
      const person = personIn(answer)
      if (person === null) return
      await signedIn(person)
    }
    // Nothing is opened before it is known whose it is.
    if (!(await own())) return
    const answers = await opened()
    if (answers === null) return
    await answers.put(path, input, answer)
    if (path === '/boxes') await answers.keepBoxes(idsIn(answer))
  } catch {
    // A browser that keeps no more still shows what comes.
  }
}

async function forgetAnswer(
  [path, input]: readonly [path: string, input: unknown],
  { answers, isOwn: own }: CachePorts,
): Promise<void> {
  try {
    if (await own()) await (await answers())?.forget(path, input)
  } catch {
    // It goes with its time.
  }
}

const idsIn = (answer: unknown): readonly string[] => {
  const rows = partOf(answer, 'rows')
  return Array.isArray(rows) ? rows.map((row) => String(partOf(row, 'id'))) : []
}

const personIn = (answer: unknown): string | null => {
  const id = partOf(partOf(answer, 'person'), 'id')
  return typeof id === 'string' ? id : null
}

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
