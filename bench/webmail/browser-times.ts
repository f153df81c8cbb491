// One round after the other in one tab, as somebody would go about it; and each time a browser that knows nothing yet.

import type { Browser } from 'playwright-core'
import { rowShown, timed, timedLoad, until } from './in-browser.ts'
import type { Side } from './sides.ts'

export interface Seen {
  /** Milliseconds, by what was done. */
  readonly times: Readonly<Record<string, readonly number[]>>
}

interface Rounds {
  readonly rounds: number
  /** Four times as many: half to warm with, half to measure, each half at once and after a moment. */
  readonly words: readonly string[]
}

const momentMilliseconds = 400

const size = { width: 1440, height: 900 }

export async function browserTimes(browser: Browser, side: Side, { rounds, words }: Rounds): Promise<Seen> {
  const context = await browser.newContext({ viewport: size, locale: 'fr-FR' })
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
  for (const [at, word] of words.entries()) {
    await side.typeSearch(page, word)
    // From the last letter to Enter a hand needs a moment; without one, nothing can have been asked before.
    const afterMoment = at % 4 >= 2
    if (afterMoment) await page.waitForTimeout(momentMilliseconds)
    const unlike = `!(${shownIn.INBOX}) && document.querySelector(${JSON.stringify(side.rows)}) !== null`
    const time = await timed(page, 'Enter', unlike, () => page.keyboard.press('Enter'))
    if (at % 2 === 1)
      note(afterMoment ? 'Enter after 0.4 s → what was found' : 'Enter → what was found', time)
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
      ...{ viewport: size, locale: 'fr-FR' },
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
