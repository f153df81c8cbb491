// Answers that go out with a page, for what its script would ask first: on a poor line every question that waits for the one
// before takes another quarter of a second (ui/api/first-answers.ts reads them).

import type { RouteName } from './contract/route.ts'

/** What was asked as the browser would have asked it, and what it would have been answered. */
export interface FirstAnswer {
  readonly name: RouteName
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly answer: unknown
}

/**
 * A page that a person opens themselves: none that a script reads or keeps, and none that another site sends them to, which
 * would learn from its length what is in it, time and again.
 */
export const isOpenedByPerson = (headers: Headers): boolean =>
  headers.has('cookie') &&
  headers.get('sec-fetch-mode') === 'navigate' &&
  headers.get('sec-fetch-dest') === 'document' &&
  openedFrom.has(headers.get('sec-fetch-site') ?? '')

/** The page itself, or the browser: an address that was typed, a bookmark, a page that is loaded again. */
const openedFrom: ReadonlySet<string> = new Set(['same-origin', 'none'])

/** The page with the answers at its end, where no browser runs them: a block of another type than script. */
export function withAnswers(page: Uint8Array | string, answers: readonly FirstAnswer[]): string {
  const html = typeof page === 'string' ? page : new TextDecoder().decode(page)
  // Within a script element nothing but its end tag and the beginning of a comment means anything (HTML §13.2.5.15).
  const text = JSON.stringify(answers).replaceAll('<', '\\u003c')
  const end = html.lastIndexOf('</body>')
  return `${html.slice(0, end)}<script type="application/json" id="first-answers">${text}</script>${html.slice(end)}`
}
