// Signing out: first everything that is being written, or was left unfinished, is saved, then nothing of it stays in this browser.
// What other people left on this computer stays theirs.

import { sayDone } from '#ui/overlay/toast.tsx'
import { forgetSearches } from '../../list/recent-searches.ts'
import { goToSignIn } from '../../offline/go-to-sign-in.ts'
import { loadOfflineCopy } from '../../offline/load-offline-copy.ts'
import { endOrOwe } from '../../offline/sign-out-due.ts'
import { queuedMessages, wipeQueued } from '../../outbox/queued.ts'
import { browserStorage, wipeLocalCopies } from './local-copies.ts'
import { saveAllLocalCopies } from './save-local-copies.ts'

export interface Writing {
  /** False where it could not be saved. */
  readonly save: () => Promise<boolean>
  /** Nothing of it is kept in this browser from now on. */
  readonly forget: () => void
}

const patienceMs = 3000
const writings = new Set<Writing>()

/** Gives what ends it. */
export function saveBeforeSignOut(writing: Writing): () => void {
  writings.add(writing)
  return () => writings.delete(writing)
}

export interface LeavingWords {
  readonly unsaved: string
  readonly queued: string
  readonly signOutAnyway: string
  readonly impossible: string
}

/** Whoever has something that could not be saved decides. */
export async function saveAndSignOut(person: string, words: LeavingWords): Promise<void> {
  const saved = await Promise.all([...writings].map(({ save }) => save()))
  const left = await saveAllLocalCopies(person)
  const waits = queuedMessages(person, browserStorage()).all().length > 0
  const text = lostWords({ waits, isSaved: left && saved.every(Boolean) }, words)
  if (text === null) return await leaveNow(person, words)
  sayDone({ text, action: { label: words.signOutAnyway, run: () => void leaveNow(person, words) } })
}

/** What would be lost, in words; null where nothing is. */
export function lostWords(
  { waits, isSaved }: { readonly waits: boolean; readonly isSaved: boolean },
  words: Pick<LeavingWords, 'unsaved' | 'queued'>,
): string | null {
  const texts = [...(waits ? [words.queued] : []), ...(isSaved ? [] : [words.unsaved])]
  return texts.length === 0 ? null : texts.join(' ')
}

/** Where the server does not answer, the next page that does ends the session before it shows anything. */
async function leaveNow(person: string, words: LeavingWords): Promise<void> {
  for (const { forget } of writings) forget()
  // What holds words of theirs goes before anybody is asked for anything.
  const wiped = wipeHere(person)
  const became = await endOrOwe(person)
  await wiped
  if (became === 'ended') goToSignIn('/connexion')
  if (became === 'impossible') sayDone({ text: words.impossible })
}

/** Leaves nothing of theirs in this browser. */
export async function wipeHere(person: string): Promise<void> {
  wipeLocalCopies(person, browserStorage())
  wipeQueued(person, browserStorage())
  forgetSearches()
  // A tab that sleeps holds on to what it opened: nobody waits for it.
  const kept = await loadOfflineCopy()
  await Promise.race([kept?.wipeOfflineCopy(), new Promise((resolve) => setTimeout(resolve, patienceMs))])
}
