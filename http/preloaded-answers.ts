// Answers that go out with a page, for what its script would ask first: on a poor line every question that waits for the one
// before takes another quarter of a second (ui/api/preloaded-answers.ts reads them).

import { paddingOfAnyLength } from './content-coding.ts'
import type { RouteName } from './contract/route.ts'

/** What was asked as the browser would have asked it, and what it would have been answered. */
export interface PreloadedAnswer {
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

/**
 * The page in two parts, with the answers at its end, where no browser runs them: a block of another type than script. What the page
 * names is loaded meanwhile. Null for no answers.
 */
export async function* withPreloadedAnswers(
  html: string,
  answers: Promise<readonly PreloadedAnswer[] | null>,
): AsyncGenerator<string> {
  const end = html.lastIndexOf('</body>')
  yield html.slice(0, end)
  const given = await answers
  yield `${given === null ? '' : block(given)}${html.slice(end)}`
}

/** Within a script element nothing but its end tag and the beginning of a comment means anything (HTML §13.2.5.15). */
const block = (answers: readonly PreloadedAnswer[]): string =>
  `<script type="application/json" id="first-answers">${JSON.stringify(answers).replaceAll('<', '\\u003c')}</script>${padding()}`

/** Strangers wrote some of it: its length says less of what (http/content-coding.ts). */
const padding = (): string => `<!--${paddingOfAnyLength()}-->`
