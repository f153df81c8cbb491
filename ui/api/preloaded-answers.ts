// Answers that came with the page itself (http/preloaded-answers.ts), by what was asked: each for whoever asks first.

import { type RouteInput, routeAddress } from './route-address.ts'

const answers = new Map<string, unknown>()

/** Whoever asks later is told anew: it may have changed. */
const freshMs = 10_000

interface FirstAnswer extends RouteInput {
  /** Of the route. */
  readonly name: string
  readonly answer: unknown
}

/** Once, when the script of the page begins: what came with it is nowhere in the page afterwards. */
export function takePreloadedAnswers(page: Pick<Document, 'getElementById'>): void {
  for (const each of readBlock(page))
    if (isFirstAnswer(each)) answers.set(routeAddress(each.name, each), each.answer)
  setTimeout(() => answers.clear(), freshMs)
}

/** The page shows nothing of whoever is signed in. */
export function dropPreloadedAnswers(page: Pick<Document, 'getElementById'>): void {
  readBlock(page)
}

function readBlock(page: Pick<Document, 'getElementById'>): readonly unknown[] {
  const element = page.getElementById('first-answers')
  element?.remove()
  try {
    const read: unknown = JSON.parse(element?.textContent ?? '[]')
    return Array.isArray(read) ? read : []
  } catch {
    // The line broke within it; everything is asked for.
    return []
  }
}

/** Undefined where it did not come along, or too long ago. `address`: path and query. */
export function preloadedAnswerTo(address: string): unknown {
  const answer = answers.get(address)
  answers.delete(address)
  return answer
}

const isFirstAnswer = (value: unknown): value is FirstAnswer =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
