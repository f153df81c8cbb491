// Before the tests of a run: one browser. Each visit has a context of its own in it.

import { chromium } from 'playwright-core'
import { browserOptions, sharedBrowserVariable } from './browser.ts'

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[sharedBrowserVariable] !== undefined) return undefined
  const browser = await chromium.launchServer(browserOptions)
  process.env[sharedBrowserVariable] = browser.wsEndpoint()
  return () => browser.close()
}
