// Signing out: first everything that is being written is saved, then nothing of it stays in this browser.

import { sayDone } from '#ui/overlay/toast.tsx'
import { signOut } from '#ui/sign-in/authenticate.ts'
import { wipeLocalCopies } from './local-copies.ts'

export interface Writing {
  /** False where it could not be saved. */
  readonly save: () => Promise<boolean>
  /** Nothing of it is kept in this browser from now on. */
  readonly forget: () => void
}

const writings = new Set<Writing>()

/** Gives what ends it. */
export function savedBeforeLeaving(writing: Writing): () => void {
  writings.add(writing)
  return () => writings.delete(writing)
}

export interface LeavingWords {
  readonly unsaved: string
  readonly signOutAnyway: string
}

/** Whoever has something that could not be saved decides. */
export async function leaveWebmail(words: LeavingWords): Promise<void> {
  const saved = await Promise.all([...writings].map(({ save }) => save()))
  if (saved.every(Boolean)) return await leaveNow()
  sayDone({ text: words.unsaved, action: { label: words.signOutAnyway, run: () => void leaveNow() } })
}

async function leaveNow(): Promise<void> {
  for (const { forget } of writings) forget()
  wipeLocalCopies(localStorage)
  await signOut()
}
