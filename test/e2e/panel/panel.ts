// One whole installation and a browser before its panel, for all steps of the script.

import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { openBrowser, type Visit, visit, type Width } from '#test/support/browser.ts'
import { type Stack, type StackOverview, startStack } from '#test/support/stack.ts'
import { type Looker, openLooker } from './looker.ts'

const status = z.object({
  panel: z.object({ address: z.string(), firstVisit: z.object({ code: z.string() }).nullable() }),
})

export interface Panel extends AsyncDisposable {
  readonly stack: Stack
  readonly overview: StackOverview
  readonly browser: Browser
  readonly looker: Looker
  /** Somebody new, with cookies of their own. */
  visit(width?: Width): Promise<Visit>
  /** The code that makes the first administrator; null once it did. */
  firstVisitCode(): Promise<string | null>
}

export async function openPanel(): Promise<Panel> {
  await using opened = new AsyncDisposableStack()
  const stack = opened.use(await startStack())
  const now = async () => status.parse(JSON.parse((await stack.command('status', '--json')).stdout)).panel
  const origin = (await now()).address
  const browser = opened.adopt(await openBrowser(), (one) => one.close())
  const looker = await openLooker()
  const overview = await stack.overview()
  const kept = opened.move()
  return {
    ...{ stack, overview, browser, looker },
    visit: (width) => visit(browser, { origin }, width),
    firstVisitCode: async () => (await now()).firstVisit?.code ?? null,
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  }
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
