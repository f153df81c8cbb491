// From a press to what it shows, as the browser itself sees both: the same script for every webmail.

import type { Page } from 'playwright-core'

/** Language and clock of whoever the webmails are for. */
export const french = { locale: 'fr-FR', timezoneId: 'Europe/Paris' } as const

export interface Screen {
  /** Of a row of the list. */
  readonly rows: string
  /** Expression of the page: true once the text of a message is shown. `token` stands in its subject. */
  readonly shows: (token: string) => string
}

/** Expression: true once a row of the list with that text is laid out. */
export const rowShown = (rows: string, token: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(rows)})].some((row) =>
    row.getClientRects().length > 0 && row.textContent.includes(${JSON.stringify(token)}))`

/**
 * Of the page: calls `then` once `shown` holds and is painted. A frame asks, lays out and paints in one; what was put off until
 * then comes after, and is not waited for.
 */
const onceShown = (shown: string, then: string): string => `{
  const look = () => {
    let is = false
    try { is = Boolean(${shown}) } catch {}
    if (is) scheduler.postTask(${then}, { priority: 'user-blocking' })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}`

/** Milliseconds from the next `event` until `shown` holds and is painted. */
export async function timed(
  page: Page,
  event: 'mousedown' | 'Enter' | 'now',
  shown: string,
  act: () => Promise<unknown>,
): Promise<number> {
  if (
    event !== 'now' &&
    (await page.evaluate(`(() => { try { return Boolean(${shown}) } catch { return false } })()`)) === true
  )
    throw new Error(`shown before it was asked for: ${shown}`)
  const measured = page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('not shown in a minute')), 60_000)
    const begin = (began) => ${onceShown(shown, '() => resolve(performance.now() - began)')}
    const event = ${JSON.stringify(event)}
    globalThis.benchListens = true
    if (event === 'now') begin(performance.now())
    else if (event === 'Enter') {
      const heard = ({ key }) => {
        if (key !== 'Enter') return
        removeEventListener('keydown', heard, true)
        begin(performance.now())
      }
      addEventListener('keydown', heard, true)
    } else addEventListener('mousedown', () => begin(performance.now()), { capture: true, once: true })
  })`)
  await until(page, 'globalThis.benchListens === true')
  await page.evaluate('globalThis.benchListens = false')
  measured.catch(() => undefined)
  await act()
  const time = await measured
  if (typeof time !== 'number') throw new Error('no time')
  return time
}

/** Resolves once it holds; the page's own policy lets no text become a function, so that it is asked from outside. */
export async function until(page: Page, shown: string): Promise<void> {
  await page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('not shown in a minute')), 60_000)
    const look = () => {
      let is = false
      try { is = Boolean(${shown}) } catch {}
      if (is) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })`)
}

/** Milliseconds from the beginning of a navigation until the row is painted. */
export async function timedLoad(page: Page, shown: string): Promise<number> {
  // Looked at and timed by the page alone: on a slow phone, asking it twice is a tenth of a second.
  const time = await page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('not shown in a minute')), 60_000)
    ${onceShown(shown, '() => resolve(performance.now())')}
  })`)
  return Number(time)
}
