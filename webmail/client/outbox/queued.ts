// Messages that were sent without a network: whole, in this browser, until the server has them. One for each draft, by person;
// signing out takes those of this person away. What is asked of the server is written down before it is asked, under ids that
// stay the same: asked again after a tab was closed, it is sent once.

import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { NamedCopy } from '../compose/draft/draft.ts'
import { browserStorage, type LocalCopy, readCopy } from '../compose/draft/local-copies.ts'
import type { SavingStart } from '../compose/draft/saving-state.ts'

type Content = SavingStart['content']

/** A change of the draft, each based on the one before. */
export interface QueuedChange {
  readonly revision: string
  readonly content: Content
  readonly keep: readonly string[]
  readonly copies: readonly NamedCopy[]
}

export interface QueuedMessage {
  /** To go on with, where it is taken back. */
  readonly copy: LocalCopy
  /** Where its draft was last. */
  readonly place: SavingStart['place']
  /** Those that the server has not answered. */
  readonly changes: readonly QueuedChange[]
  /** An hour that was chosen. */
  readonly sendAt: string | null
  readonly accepted: readonly string[]
  readonly justification: string | null
  /** What it answers is put away once it is sent; left out in what an older page queued. */
  readonly archives?: boolean
  /** One for one press of the button. */
  readonly key: string
  /** What the server has and is asked to send: from then on it may have left. */
  readonly asked: {
    readonly draft: string
    readonly revision: string
    readonly place: NonNullable<SavingStart['place']>
  } | null
}

/** `full`: what was there stays as it was. */
export type Replaced = 'kept' | 'gone' | 'full'

export interface QueuedMessages {
  /** False where this browser does not keep it. */
  readonly put: (message: QueuedMessage) => boolean
  /** In place of what stands under the draft that it was; `gone`: whoever signed out took it away, and it stays away. */
  readonly replace: (was: string, message: QueuedMessage) => Replaced
  readonly has: (draft: string) => boolean
  readonly remove: (draft: string) => void
  /** In the order in which they were sent. */
  readonly all: () => readonly QueuedMessage[]
}

const prefix = 'vaguemestre.leaving.'
const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}

export function queuedMessages(person: string, storage: Storage): QueuedMessages {
  const own = ofPerson(person)
  const put = (message: QueuedMessage): boolean => {
    try {
      storage.setItem(own + message.copy.draft, JSON.stringify(message))
      tell()
      return true
    } catch {
      return false
    }
  }
  const has = (draft: string): boolean => storage.getItem(own + draft) !== null
  return {
    put,
    has,
    replace(was, message) {
      if (!has(was)) return 'gone'
      if (!put(message)) return 'full'
      if (message.copy.draft !== was) storage.removeItem(own + was)
      return 'kept'
    },
    remove(draft) {
      storage.removeItem(own + draft)
      tell()
    },
    all: () =>
      texts(person, storage)
        .flatMap((text) => readQueued(text) ?? [])
        .sort((one, other) => one.copy.at.localeCompare(other.copy.at)),
  }
}

/** Whoever signs out leaves nothing behind; what others left on this computer is theirs. */
export function wipeQueued(person: string, storage: Storage): void {
  for (const key of keysOf(person, storage)) storage.removeItem(key)
  tell()
}

/** Those of this browser, in whichever tab they were sent. */
export function useQueued(person: string): readonly QueuedMessage[] {
  const last = useRef<{ readonly text: string; readonly all: readonly QueuedMessage[] }>({
    text: '',
    all: [],
  })
  const watch = useCallback((listener: () => void) => {
    listeners.add(listener)
    addEventListener('storage', listener)
    return () => {
      listeners.delete(listener)
      removeEventListener('storage', listener)
    }
  }, [])
  return useSyncExternalStore(watch, () => {
    const storage = browserStorage()
    const text = texts(person, storage).join('\n')
    if (text !== last.current.text) last.current = { text, all: queuedMessages(person, storage).all() }
    return last.current.all
  })
}

const ofPerson = (person: string): string => `${prefix}${person}.`

const keysOf = (person: string, storage: Storage): readonly string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(ofPerson(person)),
  )

const texts = (person: string, storage: Storage): readonly string[] =>
  keysOf(person, storage).map((key) => storage.getItem(key) ?? '')

/** Anything else could stand there: another version of the webmail wrote it, or a person. */
function readQueued(text: string): QueuedMessage | null {
  try {
    const message = JSON.parse(text) as Partial<QueuedMessage> | null
    const whole =
      readCopy(JSON.stringify(message?.copy ?? null)) !== null &&
      typeof message?.key === 'string' &&
      Array.isArray(message.accepted) &&
      Array.isArray(message.changes) &&
      (message.changes.length > 0 || typeof message.asked?.revision === 'string') &&
      message.changes.every(({ revision }) => typeof revision === 'string')
    return whole ? (message as QueuedMessage) : null
  } catch {
    return null
  }
}
