// Whether whoever is signed in keeps their messages on this computer, and everything that goes with it: the answers that were
// read, and the shell that shows them. Signing out takes all of it away; what nobody chose is never there.

import { readSetting, writeSetting } from '#ui/local-setting.ts'
import { type KeptAnswers, keptAnswers } from './answer-cache.ts'
import { deleteIndexedStores, openIndexedStore } from './indexed-store.ts'
import { offlineChoice } from './offline-choice.ts'
import { wipeShell } from './wipe-shell.ts'

const shell = '/shell.js'

/** A browser that has all that is needed. */
export const mayKeepOffline = (): boolean =>
  'serviceWorker' in navigator && 'indexedDB' in globalThis && 'caches' in globalThis && isSecureContext

let opened: { readonly person: string; readonly answers: Promise<KeptAnswers> } | null = null

/** Null where nobody chose it, or the browser does not give it. */
export async function offlineAnswers(): Promise<KeptAnswers | null> {
  const person = readSetting(offlineChoice)
  if (person === null) return null
  if (opened?.person !== person) opened = { person, answers: openAnswers(person) }
  try {
    return await opened.answers
  } catch {
    return null
  }
}

async function openAnswers(person: string): Promise<KeptAnswers> {
  // Opened anew by whoever reads next.
  const forget = (): void => {
    if (opened?.person === person) opened = null
  }
  const answers = keptAnswers(await openIndexedStore(person, forget), Date.now)
  await answers.prune()
  return answers
}

let signedIn: string | null = null
const known = Promise.withResolvers<void>()

/** Answers are kept for whoever this browser is signed in as: what comes sooner waits until that is known. */
export async function isOwn(): Promise<boolean> {
  await known.promise
  return readSetting(offlineChoice) === signedIn
}

/** The server said who is signed in: what somebody else kept here is not theirs to see. */
export async function noteSignedIn(person: string): Promise<void> {
  const isNew = signedIn !== person
  signedIn = person
  const chosen = readSetting(offlineChoice)
  if (chosen !== null && chosen !== person) await wipeOfflineCopy()
  known.resolve()
  if (chosen === person && isNew) await registerShell()
}

/** From now on, on this computer. */
export async function enableOfflineCopy(person: string): Promise<void> {
  writeSetting(offlineChoice, person)
  await noteSignedIn(person)
  // Also where it was chosen before, and given up.
  await registerShell()
}

/** The session ended: what was read goes, that the computer is theirs stays. */
export async function wipeAnswers(): Promise<void> {
  const opening = opened
  opened = null
  // What is being opened right now is deleted as well.
  await opening?.answers.catch(() => undefined)
  await deleteIndexedStores().catch(() => undefined)
}

/** Nothing of it stays in this browser. */
export async function wipeOfflineCopy(): Promise<void> {
  writeSetting(offlineChoice, null)
  // Neither waits for the other, nor keeps it from being done.
  await Promise.all([wipeShell().catch(() => undefined), wipeAnswers()])
}

/** Without it the page cannot be opened again, and what was kept is read in a page that stays open. */
async function registerShell(): Promise<void> {
  try {
    await navigator.serviceWorker.register(shell, { scope: '/' })
  } catch {
    // Tried again with the next page.
  }
}
