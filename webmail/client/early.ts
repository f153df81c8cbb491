// Runs before the webmail's own script, which takes a phone a second or two to fetch and to read: what that will ask for first is
// on its way meanwhile. Whatever goes wrong here is asked for again there, and said there.

import { routeAddress } from '#ui/api/ask.ts'
import { askedEarly, isUntaken } from '#ui/api/asked-early.ts'
import { readKept } from '#ui/kept.ts'
import type { WebmailAnswer } from '../contract/all.ts'
import { firstPageOf } from './list/first-page.ts'
import { pageInput, routeOf, rowsOf } from './list/page-input.ts'
import { signOutDue } from './offline/sign-out-mark.ts'

type Early = 'GET /session' | 'GET /boxes' | 'GET /settings'

async function ofThisPage(): Promise<void> {
  void askedEarly(routeAddress('GET /session', {}))
  const [boxes, settings] = await Promise.all([read('GET /boxes'), read('GET /settings')])
  const listed = firstPageOf(location, boxes.rows, settings)
  // Whoever took the boxes asks for the list as well.
  if (listed !== null && isUntaken(routeAddress('GET /boxes', {})))
    void askedEarly(routeAddress(routeOf(listed), pageInput(listed, 0, rowsOf(listed))))
}

/** The answer itself stays for whoever takes it. */
async function read<Name extends Early>(name: Name): Promise<WebmailAnswer<Name>> {
  const response = await askedEarly(routeAddress(name, {}))
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  // The server checked its answer against the same contract before it sent it.
  return (await response.clone().json()) as WebmailAnswer<Name>
}

// Nothing of whoever meant to leave is asked for.
if (readKept(signOutDue) === null) ofThisPage().catch(() => undefined)
