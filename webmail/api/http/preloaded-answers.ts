// What the webmail's page asks for first, as it goes out with the page: who is signed in, their boxes and settings, and the list
// that the address names.

import { setTimeout } from 'node:timers/promises'
import type { PreloadedAnswer } from '#http/preloaded-answers.ts'
import type { WebmailAnswer } from '../../contract/all.ts'
import { firstPageOf } from '../../place/first-page.ts'
import { pageInput, routeOf, rowsOf } from '../../place/page-input.ts'

/** Nobody waits longer for a page: what is not there by then it asks for itself. */
const patienceMs = 150

/** What is asked. */
export type Asking = Omit<PreloadedAnswer, 'answer'>
type Early = 'GET /session' | 'GET /boxes' | 'GET /settings'

/** Asks as whoever opens the page. */
type Ask = (asking: Asking) => Promise<Response>

/** Null for whoever is not signed in. */
export async function preloadedAnswers(page: URL, ask: Ask): Promise<readonly PreloadedAnswer[] | null> {
  const answers: PreloadedAnswer[] = []
  let isOver = false
  const read = async (asking: Asking): Promise<unknown> => {
    const response = await ask(asking)
    // Whatever it is, the page hears it when it asks.
    if (response.status !== 200) throw new Error(`${asking.name}: ${response.status}`)
    const answer: unknown = await response.json()
    answers.push({ ...asking, answer })
    return answer
  }
  // The route checked its answer against the same contract.
  const of = async <Name extends Early>(name: Name) => (await read({ name })) as WebmailAnswer<Name>
  const readAll = async (): Promise<void> => {
    const [boxes, settings] = await Promise.all([of('GET /boxes'), of('GET /settings'), of('GET /session')])
    const listed = firstPageOf(page, boxes.rows, settings)
    // By then the page asks for it, and would wait behind this.
    if (listed !== null && !isOver)
      await read({ name: routeOf(listed), ...pageInput(listed, 0, rowsOf(listed)) })
  }
  await Promise.race([readAll().catch(() => undefined), setTimeout(patienceMs, undefined, { ref: false })])
  isOver = true
  const isSignedIn = answers.some(({ name }) => name === 'GET /session')
  return isSignedIn ? [...answers] : null
}
