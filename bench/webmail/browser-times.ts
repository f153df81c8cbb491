// One round after the other in one tab, as somebody would go about it; and each time a browser that knows nothing yet.

import type { Browser, Page } from 'playwright-core'
import { french, rowShown, timed, timedLoad, until } from './in-browser.ts'
import type { SearchScope, Side } from './sides.ts'

export interface Seen {
  /** Milliseconds, by what was done. */
  readonly times: Readonly<Record<string, readonly number[]>>
}

interface Rounds {
  readonly rounds: number
  /** As many as `wordsFor` says. */
  readonly words: readonly string[]
}

/** Eight keys a second: a fast hand. */
const keyMs = 120

/**
 * Each scope in three ways: put there whole with Enter right after, which leaves the milliseconds in between to ask before; typed key
 * by key, Enter being one of them; and looked at for a moment before Enter.
 */
const searches = [
  { scope: 'folder', typing: 'pasted', pause: 0, name: 'pasted, Enter at once → found in the folder' },
  {
    scope: 'folder',
    typing: 'typed',
    pause: keyMs,
    name: 'typed, Enter as the next key → found in the folder',
  },
  { scope: 'folder', typing: 'pasted', pause: 400, name: 'Enter after 0.4 s → found in the folder' },
  { scope: 'box', typing: 'pasted', pause: 0, name: 'pasted, Enter at once → found in all folders' },
  {
    scope: 'box',
    typing: 'typed',
    pause: keyMs,
    name: 'typed, Enter as the next key → found in all folders',
  },
  { scope: 'box', typing: 'pasted', pause: 400, name: 'Enter after 0.4 s → found in all folders' },
] as const

interface Searched {
  readonly word: string
  readonly scope: SearchScope
}

const written = {
  pasted: (page: Page, side: Side, { word, scope }: Searched) => side.typeSearch(page, word, scope),
  typed: async (page: Page, side: Side, { word, scope }: Searched) => {
    await side.typeSearch(page, '', scope)
    await page.keyboard.type(word, { delay: keyMs })
  },
} as const

/** Searches of each kind that are not counted. */
const warming = 2

/** No word is searched for twice: somebody may remember. */
export const wordsFor = (rounds: number): number => searches.length * (warming + rounds)

const size = { width: 1440, height: 900 }

export async function browserTimes(browser: Browser, side: Side, { rounds, words }: Rounds): Promise<Seen> {
  const context = await browser.newContext({ ...french, viewport: size })
  const page = await context.newPage()
  page.setDefaultTimeout(300_000)
  await side.signIn(page)
  await page.waitForSelector(side.rows)
  const newest = await side.subjectAt(page, 0)
  await side.folder(page, 'Archive')
  await until(
    page,
    `!(${rowShown(side.rows, newest)}) && document.querySelector(${JSON.stringify(side.rows)}) !== null`,
  )
  const newestInArchive = await side.subjectAt(page, 0)
  const shownIn = { INBOX: rowShown(side.rows, newest), Archive: rowShown(side.rows, newestInArchive) }
  const back = async () => {
    await side.folder(page, 'INBOX')
    await until(page, shownIn.INBOX)
  }
  await back()
  const times: Record<string, number[]> = {}
  const note = (what: string, time: number) => {
    times[what] = [...(times[what] ?? []), time]
  }

  for (let round = 0; round < rounds; round += 1) {
    await side.folder(page, 'Archive')
    await until(page, shownIn.Archive)
    const time = await timed(page, 'mousedown', shownIn.INBOX, () => side.folder(page, 'INBOX'))
    note('click on a folder → its rows', time)
  }
  const ofEach = warming + rounds
  for (const [kind, { scope, typing, pause, name }] of searches.entries())
    for (const [at, word] of words.slice(kind * ofEach, (kind + 1) * ofEach).entries()) {
      await written[typing](page, side, { word, scope })
      if (pause > 0) await page.waitForTimeout(pause)
      const unlike = `!(${shownIn.INBOX}) && document.querySelector(${JSON.stringify(side.rows)}) !== null`
      const time = await timed(page, 'Enter', unlike, () => page.keyboard.press('Enter'))
      if (at >= warming) note(name, time)
      await back()
    }
  for (let round = 0; round < rounds; round += 1) {
    const token = await side.subjectAt(page, round + 1)
    await page.evaluate(side.forget)
    const time = await timed(page, 'mousedown', side.shows(token), () => side.openRow(page, round + 1))
    note('click on a row → its text', time)
  }
  await back()
  for (let round = 0; round < rounds; round += 1) {
    const time = await timed(page, 'now', side.endShown, () => side.toTheEnd(page))
    note('to the oldest', time)
    await side.folder(page, 'Archive')
    await until(page, shownIn.Archive)
    await back()
  }
  for (let round = 0; round < rounds; round += 1) {
    const fresh = await browser.newContext({
      ...french,
      viewport: size,
      storageState: await context.storageState(),
    })
    const tab = await fresh.newPage()
    await tab.goto(page.url(), { waitUntil: 'commit' })
    note('a browser that knows nothing → rows', await timedLoad(tab, shownIn.INBOX))
    await fresh.close()
  }
  await context.close()
  return { times }
}
