// Answers that came with the page itself (http/first-answers.ts), by what was asked: each for whoever asks first.

import { type RouteInput, routeAddress } from './route-address.ts'

const answers = new Map<string, unknown>()

/** In milliseconds after the page was opened: an older answer is asked for anew, for it may have changed. */
const freshMs = 10_000

interface FirstAnswer extends RouteInput {
  /** Of the route. */
  readonly name: string
  readonly answer: unknown
}

/** Once, when the page begins: what came with it is nowhere in the page afterwards. */
export function takeFirstAnswers(page: Pick<Document, 'getElementById'>): void {
  const element = page.getElementById('first-answers')
  if (element === null) return
  element.remove()
  const read: unknown = JSON.parse(element.textContent ?? '[]')
  if (!Array.isArray(read)) return
  for (const each of read) if (isFirstAnswer(each)) answers.set(routeAddress(each.name, each), each.answer)
}

/** Undefined where it did not come along, or too long ago. `address`: path and query. */
export function firstAnswerTo(address: string): unknown {
  const answer = answers.get(address)
  answers.delete(address)
  return performance.now() < freshMs ? answer : undefined
}

const isFirstAnswer = (value: unknown): value is FirstAnswer =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
