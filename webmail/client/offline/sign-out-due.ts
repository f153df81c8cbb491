// Signing out where the server does not answer: it is owed, and done before anything of the person is shown again. The mark
// is the browser's, as the session is; whichever page finds it signs out first.

import { readSetting, writeSetting } from '#ui/local-setting.ts'
import { endSession } from '#ui/sign-in/authenticate.ts'
import { signOutDue } from './sign-out-mark.ts'

export interface SignOutPorts {
  /** Whether the server said that the session is over. */
  readonly end: () => Promise<boolean>
  readonly isDue: () => boolean
  readonly setDue: (person: string | null) => void
}

const inBrowser: SignOutPorts = {
  end: endSession,
  isDue: () => readSetting(signOutDue) !== null,
  setDue: (person) => writeSetting(signOutDue, person),
}

/**
 * Owed before the server is asked: whoever shuts the lid meanwhile is signed out by the next page. `impossible`: neither did the
 * server answer, nor does this browser keep a mark, and one is signed in still.
 */
export async function endOrOwe(
  person: string,
  { end, isDue, setDue }: SignOutPorts = inBrowser,
): Promise<'ended' | 'due' | 'impossible'> {
  setDue(person)
  if (!(await end())) return isDue() ? 'due' : 'impossible'
  setDue(null)
  return 'ended'
}

/** True where nothing is owed: somebody else may be signed in by then, and stays so. */
export async function finishSignOut({ end, isDue, setDue }: SignOutPorts = inBrowser): Promise<boolean> {
  if (!isDue()) return true
  if (!(await end())) return false
  setDue(null)
  return true
}

/** Somebody signed in, and their session took the place of the one that was owed its end. */
export const settleSignOut = ({ setDue }: Pick<SignOutPorts, 'setDue'> = inBrowser): void => setDue(null)
