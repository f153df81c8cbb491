// How much slower than this machine a phone of the middle is. A fixed number of times is another phone on every machine, and on a
// shared one another from hour to hour; so the processor is measured as Lighthouse does it for its BenchmarkIndex.

import type { Browser } from 'playwright-core'
import { median } from '../inbound/statistics.ts'

/** BenchmarkIndex of what is called a phone of the middle. */
export const phones = {
  /** By the calibration in Chrome's developer tools: such as a Pixel 5. */
  'of the middle, as Chrome has it': 1000,
  /** What the default of Lighthouse comes to: four times slower than a fast desktop, which its table has at 1,500 to 2,000. */
  'of the middle, as Lighthouse has it': 437,
} as const

export type Phone = keyof typeof phones

export const isPhone = (name: string): name is Phone => Object.hasOwn(phones, name)

/**
 * Two halves of half a second each, whose mean is the index: strings of 10,000 characters put together one by one, and arrays of
 * 100,000 numbers copied one by one; in tens of each for a second.
 */
const index = `(() => {
  const perSecond = (every, work) => {
    const began = performance.now()
    let done = 0
    while (done % every !== 0 || performance.now() - began < 500) work(done++)
    return done / 10 / ((performance.now() - began) / 1000)
  }
  let length = 0
  const strings = perSecond(1, () => {
    let text = ''
    for (let at = 0; at < 10_000; at++) text += 'a'
    length += text.length
  })
  const pair = [Array.from({ length: 100_000 }, (_, at) => at), Array.from({ length: 100_000 }, (_, at) => at)]
  const arrays = perSecond(10, (done) => {
    const from = pair[done % 2]
    const to = pair[(done + 1) % 2]
    for (let at = 0; at < from.length; at++) to[at] = from[at]
  })
  return length === 0 ? 0 : (strings + arrays) / 2
})()`

const samples = 5

/** BenchmarkIndex of this machine as its browser has it now, median of five. */
export async function machineIndex(browser: Browser): Promise<number> {
  const page = await browser.newPage()
  const seen: number[] = []
  for (let at = 0; at < samples; at += 1) seen.push(await page.evaluate<number>(index))
  await page.close()
  return Math.round(median(seen))
}

/** For `Emulation.setCPUThrottlingRate`, which makes nothing faster. */
export const slowerBy = (phone: Phone, machine: number): number => Math.max(1, machine / phones[phone])
