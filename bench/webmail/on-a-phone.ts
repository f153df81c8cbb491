// The webmail on a phone of the middle, on a line of 1.6 Mb/s that answers after 150 ms: what the design promises of it, and what
// is seen.

import type { Browser, BrowserContext, Page } from 'playwright-core'
import { french, rowShown, timed, timedLoad, until } from './in-browser.ts'
import type { Side } from './sides.ts'

/** Milliseconds, and what moves as the browser counts it. */
export const budgets = {
  'a browser that knows nothing → rows': 2500,
  'known page opened again → rows': 800,
  'conversation, first time': 800,
  'conversation, known': 100,
  'search, Enter → found': 500,
  'press → next picture, p75': 150,
  'what moves by itself (CLS)': 0.05,
} as const

const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }

/** Of the page itself: each press and how long it took to be seen, and how far things moved that nobody touched. */
const watch = `(() => {
  const presses = new Map()
  globalThis.benchPresses = presses
  globalThis.benchMoved = 0
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) presses.set(interactionId, Math.max(duration, presses.get(interactionId) ?? 0))
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) globalThis.benchMoved += value
  }).observe({ type: 'layout-shift', buffered: true })
})()`

interface Rounds {
  readonly rounds: number
  /** How many times slower than this machine (`slowerBy` in phone-pace.ts). */
  readonly slowerBy: number
  /** One for each round, which nobody searched for before. */
  readonly words: readonly string[]
}

/** What comes by itself once nothing is asked for. */
const quietMilliseconds = 2000

/** By what the budget is of: milliseconds of each round, and how far things moved. */
export async function onAPhone(
  browser: Browser,
  side: Side,
  { rounds, slowerBy, words }: Rounds,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>()
  const note = (what: keyof typeof budgets, time: number) =>
    times.set(what, [...(times.get(what) ?? []), time])
  const presses: number[] = []
  const rows = `document.querySelector(${JSON.stringify(side.rows)}) !== null`
  const signedIn = await browser.newContext(french)
  const first = await signedIn.newPage()
  await side.signIn(first)
  const address = first.url()
  const { cookies } = await signedIn.storageState()
  await signedIn.close()
  for (const word of words.slice(0, rounds)) {
    const context = await browser.newContext({
      ...french,
      ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
      storageState: { cookies, origins: [] },
    })
    await context.addInitScript(watch)
    const page = await slowPage(context, slowerBy)
    await page.goto(address, { waitUntil: 'commit' })
    note('a browser that knows nothing → rows', await timedLoad(page, rows))
    const moved = [await movedOn(page)]
    await page.waitForTimeout(quietMilliseconds)
    await page.goto('about:blank')
    await page.goto(address, { waitUntil: 'commit' })
    note('known page opened again → rows', await timedLoad(page, rows))
    await page.waitForTimeout(quietMilliseconds)
    const newest = await side.subjectAt(page, 0)
    const token = await side.subjectAt(page, 1)
    const open = async () => {
      await page.evaluate(side.forget)
      return await timed(page, 'mousedown', side.shows(token), () => side.openRow(page, 1))
    }
    note('conversation, first time', await open())
    await page.goBack()
    await until(page, rowShown(side.rows, newest))
    note('conversation, known', await open())
    await page.goBack()
    await until(page, rowShown(side.rows, newest))
    await page.locator('.bar-button').nth(1).click()
    await side.typeSearch(page, word, 'folder')
    const found = `!(${rowShown(side.rows, newest)}) && ${rows}`
    note('search, Enter → found', await timed(page, 'Enter', found, () => page.keyboard.press('Enter')))
    presses.push(...(await pressesOn(page)))
    moved.push(await movedOn(page))
    note('what moves by itself (CLS)', Math.max(...moved))
    await context.close()
  }
  const ordered = presses.toSorted((one, other) => one - other)
  note('press → next picture, p75', ordered[Math.floor(ordered.length * 0.75)] ?? 0)
  return times
}

async function slowPage(context: BrowserContext, slowerBy: number): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', line)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowerBy })
  return page
}

/** Those too short to be told count as one picture. */
const pressesOn = async (page: Page): Promise<readonly number[]> => {
  const [told, count] = await page.evaluate<readonly [readonly number[], number]>(
    '[[...globalThis.benchPresses.values()], performance.interactionCount]',
  )
  return [...told, ...Array.from({ length: Math.max(0, count - told.length) }, () => 16)]
}

const movedOn = (page: Page): Promise<number> => page.evaluate<number>('globalThis.benchMoved')
