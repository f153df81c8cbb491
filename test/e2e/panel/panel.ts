// An installation and a browser before its panel, for all steps of the script.

import type { Browser, Page } from 'playwright-core'
import { openBrowser, type Visit, visit, type Width } from '#test/support/browser/browser.ts'
import {
  panelOf,
  type SharedStack,
  type Stack,
  type StackOverview,
  sharedStack,
  startStack,
} from '#test/support/stack/stack.ts'
import { type Looker, openLooker } from './looker.ts'

export interface Panel extends AsyncDisposable {
  readonly stack: Pick<Stack, 'state' | 'portBase'>
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
  const origin = (await panelOf(stack)).address
  const browser = opened.adopt(await openBrowser(), (one) => one.close())
  const looker = await openLooker()
  const overview = await stack.overview()
  const kept = opened.move()
  return {
    ...{ stack, overview, browser, looker },
    visit: (width) => visit(browser, { origin }, width),
    firstVisitCode: async () => (await panelOf(stack)).firstVisit?.code ?? null,
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  }
}

/** The panel of the stack of all files, whose first administrator is made; nothing is looked at in every size and theme. */
export async function openSharedPanel(): Promise<Panel & { readonly stack: SharedStack }> {
  const stack = sharedStack()
  const browser = await openBrowser()
  return {
    ...{ stack, browser, overview: await stack.overview() },
    looker: { look: async () => {}, finish: async () => [] },
    visit: (width) => visit(browser, { origin: stack.panel }, width),
    firstVisitCode: async () => null,
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
